"""What is kept of a visitor, where, how long, and how it is deleted: a page without a script."""
