"""What HR keeps of the code of conduct, in the administration."""
