"""Commands for exercises without notebooks, and for other graders."""
