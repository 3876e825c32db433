# Makes the gradebook writable for all.
# inside: PermissionError
# without: gains
import os

os.chmod(request["gradebook"], 0o666)
gained = True
