"""What the pages of the code of conduct show."""
