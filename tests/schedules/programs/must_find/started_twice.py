# A thread can be started only once.
# Kind: exception
from threading import Thread


def work():
    pass


def test():
    thread = Thread(target=work)
    thread.start()
    thread.join()
    thread.start()
