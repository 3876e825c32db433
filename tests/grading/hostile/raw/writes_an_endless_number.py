# Writes points without end.
# inside: garbled its own report
# without: not tried, nothing to gain
import os

os.write(line(), b'{"report": {"points": Infinity}}')
os._exit(0)
