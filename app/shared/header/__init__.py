"""The header of every page."""
