"""What programs read of blogs. They write none: a byline vouches for an account (docs/adr/0019)."""
