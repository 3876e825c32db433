"""The rows of a story, from which words, picture and stepper are all made."""
