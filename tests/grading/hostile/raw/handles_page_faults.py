# Makes the kernel wait for it.
# inside: PermissionError
# without: not tried, too dangerous
syscall("userfaultfd", 0)
gained = True
