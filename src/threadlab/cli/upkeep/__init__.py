"""Commands that keep a machine and a course fit for use."""
