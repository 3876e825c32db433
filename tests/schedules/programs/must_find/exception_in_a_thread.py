# An exception leaves a thread.
# Kind: exception
from threading import Thread


def work():
    raise ValueError("broken")


def test():
    thread = Thread(target=work)
    thread.start()
    thread.join()
