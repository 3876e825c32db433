# Asks whether a file is there, and how large.
# inside: PermissionError
# without: gains
import os

gained = os.stat(request["source"]).st_size
