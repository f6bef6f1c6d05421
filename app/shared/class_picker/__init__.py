"""Choosing the classes of a task by name or picture, as a component of its own."""
