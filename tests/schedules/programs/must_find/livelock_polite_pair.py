# Two that give way to each other for ever, and then run for ever.
# Kind: livelock|endless
import threading
import time

turn = {"a": False, "b": False}


def go(me, other):
    turn[me] = True
    while turn[other]:
        turn[me] = False
        turn[me] = True
    while True:
        time.sleep(1)


def a():
    go("a", "b")


def b():
    go("b", "a")


def test():
    ts = [threading.Thread(target=f) for f in (a, b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
