# Reads what is on the standard input.
# inside: nothing
# without: not tried, nothing to gain
import os

gained = os.read(0, 100)
