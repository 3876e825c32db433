# A thread that joins itself.
# Kind: exception
from threading import Thread, current_thread


def work():
    current_thread().join()


def test():
    thread = Thread(target=work)
    thread.start()
    thread.join()
