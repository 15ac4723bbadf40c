"""The building: settings, wiring and platform; everything a user has no word for."""
