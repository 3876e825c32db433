# Looks around in the course's folder.
# inside: PermissionError
# without: gains
import os

gained = os.listdir(request["course"])
