# Ends as a program should.
# inside: ended itself (exit status 1)
# without: not tried, nothing to gain
import sys

sys.exit(0)
