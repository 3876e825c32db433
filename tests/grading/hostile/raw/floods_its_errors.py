# Writes a hundred megabytes of errors.
# inside: nothing
# without: not tried, nothing to gain
import os

for _ in range(100):
    os.write(2, b"x" * 1_000_000)
