# The test ends while a thread that it must not leave behind is running.
# Kind: still-running
# Options: may_leave_threads=False
from threading import Thread

done = []


def test():
    Thread(target=lambda: done.append(1)).start()
