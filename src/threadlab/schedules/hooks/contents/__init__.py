"""What lies in containers, and what their methods do with it."""
