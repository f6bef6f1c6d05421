"""The course: chapters of steps, and what runs beside them."""
