# Sends what it knows to somebody.
# inside: PermissionError
# without: gains
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    gained = sender.sendto(b"the hidden tests", ("127.0.0.1", request["port"]))
