# Writes points that are no number.
# inside: garbled its own report
# without: not tried, nothing to gain
import os

os.write(line(), b'{"report": {"points": NaN}}')
os._exit(0)
