# Each turn of a poll appends to a list that nobody ever reads.
import threading, time
ready = False
def wait():
    log = []
    while not ready:
        log.append("waiting")
        time.sleep(0.1)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert ready
