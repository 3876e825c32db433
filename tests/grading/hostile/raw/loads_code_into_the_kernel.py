# Loads a program into the kernel.
# inside: PermissionError
# without: not tried, too dangerous
syscall("bpf", 0, 0, 0)
gained = True
