"""Letters that go out: when they may, and what mail that came back says of them."""
