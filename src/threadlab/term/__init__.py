"""A term with a class: who is in it, what they hand in and when, and where their grades go."""
