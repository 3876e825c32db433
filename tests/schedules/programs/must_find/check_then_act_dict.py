# "if key not in cache" in two threads: the value is made twice.
# Kind: assertion
from threading import Thread

cache = {}
made = []


def lookup():
    if "key" not in cache:
        made.append("key")
        cache["key"] = 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lookup, lookup)
    assert made == ["key"]
