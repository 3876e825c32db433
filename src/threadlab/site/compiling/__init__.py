"""What the browser's Python runs when the site is built, to compile what a visit imports."""
