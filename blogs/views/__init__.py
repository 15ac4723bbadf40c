"""Pages of blogs."""
