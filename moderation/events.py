"""What happened around the code of conduct."""
