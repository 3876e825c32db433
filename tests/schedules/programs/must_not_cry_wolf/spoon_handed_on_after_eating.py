# Two eaters with one spoon: whoever has it eats, then hands it on.
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
        hungry[me] = False
        spoon.owner = other


def test():
    ts = [threading.Thread(target=eat, args=("a", "b")), threading.Thread(target=eat, args=("b", "a"))]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert not any(hungry.values())
