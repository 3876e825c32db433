# Writes nonsense where its report should be.
# inside: garbled its own report
# without: not tried, nothing to gain
import os

os.write(line(), b"points: 10")
os._exit(0)
