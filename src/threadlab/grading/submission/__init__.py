"""What was handed in: read as data, and laid over the master copy."""
