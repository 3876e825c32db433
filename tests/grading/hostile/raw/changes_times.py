# Pretends to have handed in long ago.
# inside: PermissionError
# without: gains
import os

os.utime(request["neighbour"], (0, 0))
gained = True
