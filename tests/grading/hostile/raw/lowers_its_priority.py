# Changes how it is scheduled.
# inside: PermissionError
# without: gains
import os

os.nice(1)
gained = True
