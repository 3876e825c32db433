# Different keys of one dict.
from threading import Thread

found = {}


def work(name):
    found[name] = len(name)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work("a"), lambda: work("bb"), lambda: work("ccc"))
    assert found == {"a": 1, "bb": 2, "ccc": 3}
