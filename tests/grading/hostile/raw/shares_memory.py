# Makes memory that outlives it.
# inside: PermissionError
# without: gains
import os

segment = syscall("shmget", 0, 4096, 0o1600)
syscall("shmctl", segment, 0, 0)
gained = True
