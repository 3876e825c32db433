# Writes a number that takes for ever to read.
# inside: garbled its own report
# without: not tried, nothing to gain
import os

os.write(line(), b'{"report": {"points": ' + b"9" * 60_000 + b"}}")
os._exit(0)
