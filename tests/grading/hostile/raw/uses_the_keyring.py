# Leaves a note in the kernel's keyring.
# inside: PermissionError
# without: gains
syscall("keyctl", 0, -3, 1)
gained = True
