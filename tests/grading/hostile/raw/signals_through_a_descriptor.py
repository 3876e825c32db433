# Has the kernel send a signal on its behalf.
# inside: PermissionError
# without: gains
import fcntl
import os

fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid())
gained = True
