# Watches who reads the gradebook.
# inside: PermissionError
# without: gains
gained = syscall("inotify_init1", 0) > 0
