"""What a program can import, and what it gets then."""
