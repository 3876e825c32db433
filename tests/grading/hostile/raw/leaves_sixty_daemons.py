# Leaves sixty processes behind.
# inside: PermissionError
# without: not tried, too dangerous
import os
import time

for _ in range(60):
    if os.fork() == 0:
        os.setsid()
        time.sleep(3600)
gained = True
