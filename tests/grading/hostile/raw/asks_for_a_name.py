# Asks a name server, with a message in the name.
# inside: OSError
# without: gains
import socket

gained = socket.getaddrinfo("localhost", 80)
