# Passes an open file on to somebody else.
# inside: PermissionError
# without: gains
import os
import socket

one, other = socket.socketpair()
gained = socket.send_fds(one, [b"x"], [0])
