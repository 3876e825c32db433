"""What another grader takes, as a zip file whose bytes follow from what is in it."""
