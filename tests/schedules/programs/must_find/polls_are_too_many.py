# How often a waiter polls, nobody can tell.
# Kind: assertion
import threading, time
ready = False
polls = 0
def work():
    global ready
    ready = True
def wait():
    global polls
    while not ready:
        polls += 1
        time.sleep(0.1)

def test():
    ts = [threading.Thread(target=f) for f in (wait, work)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert polls < 3
