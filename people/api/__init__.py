"""What programs ask about people, and how they come in."""
