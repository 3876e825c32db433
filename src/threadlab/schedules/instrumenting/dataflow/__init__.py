"""What a text says of its variables before it runs: who can see them, who needs them, and what they hold."""
