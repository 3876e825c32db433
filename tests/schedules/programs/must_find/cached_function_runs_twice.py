# functools.lru_cache does not promise that the function runs once.
# Kind: assertion
import functools
from threading import Thread

calls = []


@functools.lru_cache(maxsize=None)
def load():
    calls.append(1)
    return 42


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(load, load)
    assert len(calls) == 1
