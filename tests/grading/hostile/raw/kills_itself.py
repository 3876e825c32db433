# Kills itself, as the kernel does when memory is short.
# inside: PermissionError
# without: not tried, nothing to gain
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)
