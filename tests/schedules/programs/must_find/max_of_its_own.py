# A function called `max` that is the program's own, and that does more than to calculate.
# Kind: assertion
import threading, time
ready = False
bad = False
def max(a, b):
    global bad
    if a == 7: bad = True
    return 0
def wait():
    n = 0
    while not ready:
        n += 1
        time.sleep(max(n, 0))
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert not bad
