# Asks not to be ended with its keeper.
# inside: PermissionError
# without: gains
syscall("prctl", 1, 0, 0, 0, 0)
gained = True
