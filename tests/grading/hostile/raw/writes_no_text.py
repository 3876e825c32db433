# Writes bytes that are no text.
# inside: garbled its own report
# without: not tried, nothing to gain
import os

os.write(line(), b"\xff\xfe\x00")
os._exit(0)
