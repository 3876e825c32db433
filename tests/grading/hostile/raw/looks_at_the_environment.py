# Looks for passwords in the environment.
# inside: nothing
# without: not tried, nothing to gain
import os

gained = [value for value in os.environ.values() if request["secret"] in value]
