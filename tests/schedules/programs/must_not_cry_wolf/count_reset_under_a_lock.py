# Whoever counts polls and whoever sets the count to zero hold the same lock.
import threading, time
ready = False
n = 0
lock = threading.Lock()
def wait():
    global n
    while True:
        with lock:
            if ready: break
            n += 1
        time.sleep(0.1)
def reset():
    global n, ready
    with lock:
        ready = True
        n = 0

def test():
    ts = [threading.Thread(target=f) for f in (wait, reset)]
    for t in ts: t.start()
    for t in ts: t.join()
    written_back = n > 0
    assert not written_back
