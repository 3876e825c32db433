# Moves the root of all folders.
# inside: PermissionError
# without: not tried, too dangerous
import os

os.chroot("/")
gained = True
