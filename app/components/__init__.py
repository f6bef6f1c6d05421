"""The app's own web components."""
