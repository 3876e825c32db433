# run() does not start a thread: the work is done by the caller.
# Kind: assertion
import threading
from threading import Thread

names = []


def work():
    names.append(threading.current_thread() is threading.main_thread())


def test():
    thread = Thread(target=work)
    thread.run()
    assert names == [False]
