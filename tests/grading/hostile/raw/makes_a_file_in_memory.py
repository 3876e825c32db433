# Makes a file that lives in memory alone, past all limits on memory.
# inside: PermissionError
# without: gains
import os

gained = os.memfd_create("hoard") > 0
