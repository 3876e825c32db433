# Runs a shell.
# inside: PermissionError
# without: gains
import subprocess

gained = subprocess.run(["/bin/sh", "-c", "echo in"], capture_output=True, check=True).stdout
