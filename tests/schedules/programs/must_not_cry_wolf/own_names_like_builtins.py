# Functions of the program's own that are called like built-in ones.
from threading import Thread

done = []


def quit():
    done.append("quit")


def input():
    return "typed"


def open(text):
    done.append(text)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(quit, lambda: open(input()))
    assert sorted(done) == ["quit", "typed"]
