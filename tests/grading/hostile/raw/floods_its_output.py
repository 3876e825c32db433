# Prints a hundred megabytes.
# inside: nothing
# without: not tried, nothing to gain
import os

for _ in range(100):
    os.write(1, b"x" * 1_000_000)
