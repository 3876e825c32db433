"""Commands for a term with a class."""
