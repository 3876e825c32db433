"""One run of a program on one schedule: its threads, its steps, their happens-before order."""
