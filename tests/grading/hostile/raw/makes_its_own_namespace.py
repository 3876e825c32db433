# Becomes root in a world of its own.
# inside: PermissionError
# without: not tried, too dangerous
syscall("unshare", 0x10000000)
gained = True
