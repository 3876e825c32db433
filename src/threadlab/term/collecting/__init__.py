"""What a class handed in elsewhere, brought into ``submitted/``: unpacked safely, and matched to the class list."""
