"""Which schedules to run: all of them, one given, the easiest to read first."""
