# Results come in the order of finishing.
# Kind: assertion
from threading import Thread

results = []


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: results.append(1), lambda: results.append(2))
    assert results == [1, 2]
