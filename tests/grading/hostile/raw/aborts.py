# Aborts.
# inside: crashed (SIGSEGV)
# without: not tried, nothing to gain
import os

os.abort()
