"""A course: its folders, its exercises, and what an instructor does with them."""
