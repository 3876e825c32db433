# Leaves a process behind that goes on in a session of its own.
# inside: PermissionError
# without: gains
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            time.sleep(3600)
    os._exit(0)
os.wait()
gained = True
