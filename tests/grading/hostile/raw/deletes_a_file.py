# Deletes what another student handed in.
# inside: PermissionError
# without: not tried, too dangerous
import os

os.unlink(request["neighbour"])
gained = True
