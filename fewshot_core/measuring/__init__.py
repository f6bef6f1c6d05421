"""What a method can do: accuracy with its interval, calibration, confusion, and what is stored of them."""
