"""What there is to tell: who waits for whom, which steps matter, what did the harm."""
