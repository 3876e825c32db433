# Lines of two threads are printed in either order.
# Kind: assertion
from threading import Thread

from threadlab import printed


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: print("hello"), lambda: print("world"))
    assert printed() == ["hello", "world"]
