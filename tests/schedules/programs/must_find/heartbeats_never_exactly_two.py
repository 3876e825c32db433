# Two heartbeats are as possible as any number.
# Kind: assertion
import threading
stop = threading.Event()
n = 0
def beat():
    global n
    while not stop.wait(1):
        n += 1

def test():
    t = threading.Thread(target=beat); t.start()
    stop.set()
    t.join()
    assert n != 2
