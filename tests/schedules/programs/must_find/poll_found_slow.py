# Only whether a poll was tried more than three times is kept, and it may have been.
# Kind: assertion
import threading, time
ready = False
slow = []
def wait():
    tries = 0
    while not ready:
        tries += 1
        time.sleep(0.1)
    slow.append(tries > 3)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert slow == [False]
