# Connects to a service that has no path.
# inside: PermissionError
# without: gains
import socket

with socket.socket(socket.AF_UNIX) as client:
    client.connect("\0" + request["abstract"])
    gained = True
