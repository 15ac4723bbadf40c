"""The company that a visitor meets first."""
