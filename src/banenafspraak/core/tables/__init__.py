"""Files to checked columns and back: sources, formats, mapping, checks, refused rows, writing."""
