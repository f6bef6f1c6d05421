"""Measuring methods: accuracy with its interval, calibration, confusion, and storing the results."""
