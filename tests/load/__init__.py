"""What the app costs: measured on demand, never a test that a busy machine could fail."""
