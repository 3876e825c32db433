# Hangs up before its report.
# inside: ended itself (exit status 1)
# without: not tried, nothing to gain
import os

os.close(line())
