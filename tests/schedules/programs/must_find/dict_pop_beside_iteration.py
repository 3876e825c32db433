# A key is popped between two turns of a loop over the dict.
# Kind: assertion
import threading

r = []
d = {1: 1, 2: 2, 3: 3}
def a():
    try:
        for k in d:
            r.append(k)
    except RuntimeError:
        r.append("changed")
def b():
    d.pop(2)


def test():
    ts = [threading.Thread(target=f) for f in (a, b)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert r != [1, "changed"]
