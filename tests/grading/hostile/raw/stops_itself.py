# Stops, and waits to be woken for ever.
# inside: PermissionError
# without: not tried, too dangerous
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
gained = True
