"""What programs ask about a conversation."""
