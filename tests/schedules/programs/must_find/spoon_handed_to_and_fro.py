# Two polite eaters hand their one spoon to whoever is hungry still: to and fro, for ever.
# Kind: livelock|endless
import threading
import time


class Spoon:
    owner = "a"


spoon = Spoon()
hungry = {"a": True, "b": True}


def eat(me, other):
    while hungry[me]:
        if spoon.owner != me:
            time.sleep(0.01)
            continue
        if hungry[other]:
            spoon.owner = other
            continue
        hungry[me] = False


def test():
    ts = [threading.Thread(target=eat, args=("a", "b")), threading.Thread(target=eat, args=("b", "a"))]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
