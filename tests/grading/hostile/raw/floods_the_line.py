# Writes for ever to the line that its report goes by.
# inside: led to a report of more than 64 KiB
# without: not tried, nothing to gain
import os

while True:
    os.write(line(), b"x" * 1_000_000)
