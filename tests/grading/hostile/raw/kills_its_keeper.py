# Kills the process that started it.
# inside: PermissionError
# without: not tried, nothing to gain
import os
import signal

os.kill(os.getppid(), signal.SIGKILL)
gained = True
