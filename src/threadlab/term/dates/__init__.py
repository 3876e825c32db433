"""Due dates, extensions and what handing in late costs: set, and shown."""
