# How often was polled is only printed, after its name.
import threading, time
ready = False
polls = 0
def wait():
    global polls
    while not ready:
        polls += 1
        time.sleep(0.1)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    print("polls:", polls)
    assert ready
