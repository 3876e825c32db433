# Two threads that join each other.
# Kind: deadlock
from threading import Event, Thread

threads = {}
both = Event()


def work(other):
    both.wait()
    threads[other].join()


def test():
    threads["a"] = Thread(target=work, args=("b",))
    threads["b"] = Thread(target=work, args=("a",))
    for thread in list(threads.values()):
        thread.start()
    both.set()
    for thread in list(threads.values()):
        thread.join()
