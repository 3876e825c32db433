# Replaces itself by a shell.
# inside: PermissionError
# without: not tried, too dangerous
import os

os.execv("/bin/sh", ["sh", "-c", "exit 0"])
