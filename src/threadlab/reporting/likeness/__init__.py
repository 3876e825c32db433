"""``threadlab likeness``: answers that have more in common than what was handed out and what many write."""
