# Asks where a link leads.
# inside: PermissionError
# without: gains
import os

gained = os.readlink(request["link"])
