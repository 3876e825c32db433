"""What tests use: each call is one step, so that a test has no races of its own."""
