# One thread waits for the third heartbeat, then stops them.
import threading
stop = threading.Event()
n = 0
def beat():
    global n
    while not stop.wait(1):
        n += 1
def watch():
    while n < 3: pass
    stop.set()

def test():
    ts = [threading.Thread(target=f) for f in (beat, watch)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert n >= 3
