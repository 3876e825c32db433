# Lists the network's interfaces.
# inside: PermissionError
# without: gains
import socket

gained = socket.if_nameindex()
