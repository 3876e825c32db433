"""The story as plain text, as a piece of a page, as a stepper."""
