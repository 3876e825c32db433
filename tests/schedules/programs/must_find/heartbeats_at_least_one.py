# There need not be a heartbeat before the stop.
# Kind: assertion
import threading
stop = threading.Event()
beats = 0
def beat():
    global beats
    while not stop.wait(1):
        beats += 1

def test():
    t = threading.Thread(target=beat)
    t.start()
    stop.set()
    t.join()
    assert beats >= 1
