# Looks around at the root of all folders.
# inside: PermissionError
# without: gains
import os

gained = os.listdir("/")
