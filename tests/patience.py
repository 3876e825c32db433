"""How long a test waits for what it has begun: longer than it takes on the busiest machine, so only a hang is one."""

PATIENCE = 1800  # seconds
