"""What a class understood and what it did not, for those who teach it."""
