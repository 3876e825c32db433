# Makes a queue of messages that outlives it.
# inside: PermissionError
# without: gains
queue = syscall("msgget", 0, 0o1600)
syscall("msgctl", queue, 0, 0)
gained = True
