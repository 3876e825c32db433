"""The class list: read as learning platforms write it, shown, and kept in the gradebook."""
