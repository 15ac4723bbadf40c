"""The pages of the code of conduct."""
