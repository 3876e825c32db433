"""What is written down of a run that is to be told."""
