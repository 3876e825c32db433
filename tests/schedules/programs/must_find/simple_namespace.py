# Kind: assertion
# An attribute of a namespace is shared like any other.
import threading
from types import SimpleNamespace

state = SimpleNamespace(n=0)


def add():
    state.n += 1


def test():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert state.n == 2
