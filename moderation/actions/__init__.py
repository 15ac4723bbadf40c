"""What people do around the code of conduct."""
