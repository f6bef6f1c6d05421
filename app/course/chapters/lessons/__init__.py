"""Lessons: a lecturer's own sequence of steps and instruments, from a file, an address or the browser."""
