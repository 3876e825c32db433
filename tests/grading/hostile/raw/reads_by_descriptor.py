# Opens a file without Python's open.
# inside: PermissionError
# without: gains
import os

gained = os.read(os.open(request["source"], os.O_RDONLY), 100)
