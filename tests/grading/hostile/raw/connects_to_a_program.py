# Connects to a service of this machine, such as Docker's.
# inside: PermissionError
# without: gains
import socket

with socket.socket(socket.AF_UNIX) as client:
    client.connect(request["service"])
    gained = True
