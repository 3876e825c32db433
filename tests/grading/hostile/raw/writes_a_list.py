# Writes a list where a report should be.
# inside: garbled its own report
# without: not tried, nothing to gain
import os

os.write(line(), b'["report"]')
os._exit(0)
