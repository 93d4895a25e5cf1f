"""What is done in this room: `answers` of a visitor in the session, `placements` that are kept, `clock` over them."""
