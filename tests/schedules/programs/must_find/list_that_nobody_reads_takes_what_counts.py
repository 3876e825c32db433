# What is appended to a list that nobody reads is worked out all the same, and counts.
# Kind: assertion
import threading, time
ready = False
calls = 0
def look():
    global calls
    calls += 1
    return calls
def wait():
    log = []
    while not ready:
        log.append(look())
        time.sleep(0.1)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert calls != 3
