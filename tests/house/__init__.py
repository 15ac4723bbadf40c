"""The house: what `bin/` starts, stops and refuses, with real processes."""
