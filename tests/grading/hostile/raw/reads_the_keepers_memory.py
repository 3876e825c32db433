# Reads the memory of its keeper.
# inside: PermissionError
# without: gains
import os

gained = os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY) > 0
