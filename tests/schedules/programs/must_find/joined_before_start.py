# A thread cannot be joined before it is started.
# Kind: exception
from threading import Thread


def test():
    Thread(target=print).join()
