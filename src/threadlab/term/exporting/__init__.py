"""Grades and feedback, as each learning platform takes them back."""
