# Makes a named pipe to talk to somebody else.
# inside: PermissionError
# without: gains
import os

os.mkfifo(request["startup"])
os.unlink(request["startup"])
gained = True
