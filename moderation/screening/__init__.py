"""Reading along: what rules look for, how it is found in a text, and what they say together."""
