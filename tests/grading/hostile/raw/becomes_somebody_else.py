# Changes its user.
# inside: PermissionError
# without: not tried, too dangerous
import os

os.setuid(0)
gained = True
