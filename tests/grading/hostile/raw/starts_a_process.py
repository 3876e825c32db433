# Forks.
# inside: PermissionError
# without: gains
import os

if os.fork() == 0:
    os._exit(0)
os.wait()
gained = True
