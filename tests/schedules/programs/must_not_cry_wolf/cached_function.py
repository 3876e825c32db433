# A cached function may run twice, but gives equal results.
import functools
from threading import Thread


@functools.lru_cache(maxsize=None)
def square(number):
    return number * number


results = []


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: results.append(square(3)), lambda: results.append(square(3)))
    assert results == [9, 9]
