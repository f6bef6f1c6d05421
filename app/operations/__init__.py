"""For whoever runs the server: logs, measurements, a check of the installation, backups."""
