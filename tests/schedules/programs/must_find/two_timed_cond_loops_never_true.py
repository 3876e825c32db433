# Two wait in turn, with time-outs, for what never comes.
# Kind: livelock
import threading

c = threading.Condition()
x = 0


def a():
    with c:
        while x != 1:
            c.wait(1)


def test():
    ts = [
        threading.Thread(target=f)
        for f in (
            a,
            a,
        )
    ]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
