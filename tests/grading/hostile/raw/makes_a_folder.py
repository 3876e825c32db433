# Makes a folder.
# inside: PermissionError
# without: gains
import os

os.mkdir(request["startup"])
os.rmdir(request["startup"])
gained = True
