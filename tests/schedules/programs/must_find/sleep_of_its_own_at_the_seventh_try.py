# A function called `sleep` that is the program's own: how long it is told to sleep does matter.
# Kind: assertion
import threading
ready = False
bad = False
def sleep(t):
    global bad
    if t == 7: bad = True
def wait():
    delay = 1
    while not ready:
        sleep(delay)
        delay += 1
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert not bad
