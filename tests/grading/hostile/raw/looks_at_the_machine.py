# Asks for the machine's name.
# inside: nothing
# without: gains
import os

try:
    gained = os.uname().nodename != "box"
except PermissionError:
    gained = False
