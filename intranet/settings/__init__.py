"""One base, and what differs where it runs: dev, test, production."""
