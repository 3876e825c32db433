# Two threads count their polls in one variable, and any number will do.
import threading, time
ready = False
n = 0
def wait():
    global n
    while not ready:
        n += 1
        time.sleep(0.1)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go, wait)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert n >= 0
