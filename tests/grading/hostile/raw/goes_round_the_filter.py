# Asks the kernel for a ring that runs system calls for it.
# inside: PermissionError
# without: gains
import ctypes

gained = syscall("io_uring_setup", 1, ctypes.addressof(ctypes.create_string_buffer(256))) > 0
