# Reads where everything lies in its memory.
# inside: PermissionError
# without: gains
gained = open("/proc/self/maps").read()
