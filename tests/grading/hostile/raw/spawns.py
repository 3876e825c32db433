# Starts a program without a fork of its own.
# inside: PermissionError
# without: gains
import os

pid = os.posix_spawn("/bin/true", ["true"], {})
os.waitpid(pid, 0)
gained = True
