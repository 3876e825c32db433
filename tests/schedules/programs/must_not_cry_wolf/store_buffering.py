# Each thread writes its own and reads the other's: at least one of them sees the write.
from threading import Thread

x = y = 0
seen = {}


def left():
    global x
    x = 1
    seen["y"] = y


def right():
    global y
    y = 1
    seen["x"] = x


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(left, right)
    assert seen["x"] or seen["y"]
