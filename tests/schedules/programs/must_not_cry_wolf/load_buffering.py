# Each thread reads the other's and then writes its own: they cannot both see the write.
from threading import Thread

x = y = 0
seen = {}


def left():
    global x
    seen["y"] = y
    x = 1


def right():
    global y
    seen["x"] = x
    y = 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(left, right)
    assert not (seen["x"] and seen["y"])
