"""The guess before the answer, as a component of its own."""
