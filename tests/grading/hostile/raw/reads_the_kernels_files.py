# Reads how its keeper was started.
# inside: PermissionError
# without: gains
import os

gained = open(f"/proc/{os.getppid()}/cmdline").read()
