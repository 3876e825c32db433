# Each turn of a poll appends to a list whose length is asked for in the end.
# Kind: assertion
import threading, time
ready = False
n = 0
def wait():
    global n
    log = []
    while not ready:
        log.append("waiting")
        time.sleep(0.1)
    n = len(log)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert n != 2
