# Nobody sets the flag that the loop looks at.
# Kind: livelock
from threading import Thread

ready = False


def wait():
    while not ready:
        pass


def test():
    thread = Thread(target=wait)
    thread.start()
    thread.join()
