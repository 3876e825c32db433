# A reader sees one half new and one half old.
# Kind: assertion
from threading import Thread

x = y = 0
seen = []


def write():
    global x, y
    x = 1
    y = 1


def read():
    seen.append(f"{x}{y}")


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(write, read)
    assert seen[0] in ("00", "11")
