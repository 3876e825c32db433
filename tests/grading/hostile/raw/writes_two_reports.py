# Writes a report before the real one.
# inside: garbled its own report
# without: not tried, nothing to gain
import os

os.write(line(), b'{"report": {"points": 10}}')
