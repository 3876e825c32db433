# Connects to a server on this machine.
# inside: PermissionError
# without: gains
import socket

with socket.create_connection(("127.0.0.1", request["port"])):
    gained = True
