# Mounts a file system.
# inside: PermissionError
# without: not tried, too dangerous
syscall("mount", 0, 0, 0, 0, 0)
gained = True
