# Waits for orders from outside.
# inside: PermissionError
# without: gains
import socket

with socket.create_server(("127.0.0.1", 0)) as server:
    gained = server.getsockname()
