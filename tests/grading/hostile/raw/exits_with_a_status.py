# Ends with a status of its own.
# inside: ended itself (exit status 3)
# without: not tried, nothing to gain
import os

os._exit(3)
