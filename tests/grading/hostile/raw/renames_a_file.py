# Puts its own notebook in the place of another student's.
# inside: PermissionError
# without: not tried, too dangerous
import os

os.rename(request["neighbour"], request["startup"])
gained = True
