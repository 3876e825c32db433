# A poll that has read a high count writes one after another thread has set it to zero.
# Kind: assertion
import threading, time
ready = False
n = 0
def wait():
    global n
    while not ready:
        n += 1
        time.sleep(0.1)
def reset():
    global n, ready
    while n <= 1:
        time.sleep(0.1)
    ready = True
    n = 0

def test():
    ts = [threading.Thread(target=f) for f in (wait, reset)]
    for t in ts: t.start()
    for t in ts: t.join()
    written_back = n > 1
    assert not written_back
