"""On a phone: installable, readable and writable without a connection."""
