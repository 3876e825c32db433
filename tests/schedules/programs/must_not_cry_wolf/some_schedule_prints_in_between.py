# Some schedule prints a line of one thread between two lines of the other.
# Options: want="some"
from threading import Thread

from threadlab import printed


def work(name):
    print(name)
    print(name)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work("a"), lambda: work("b"))
    assert printed() == ["a", "b", "a", "b"]
