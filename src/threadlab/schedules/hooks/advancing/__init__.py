"""What a program gets instead of an iterator."""
