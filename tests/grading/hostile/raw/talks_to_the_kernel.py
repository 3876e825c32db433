# Asks the kernel for the network's interfaces.
# inside: PermissionError
# without: gains
import socket

with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0):
    gained = True
