# What an attribute called `sleep` holds may be any function that was handed over.
# Kind: assertion
import threading, time
ready = False
log = []
class W:
    def __init__(self, sleep=time.sleep): self.sleep = sleep
    def wait(self):
        d = 1
        while not ready:
            self.sleep(d)
            d += 1
def fake(t):
    if t == 6: log.append(t)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (W(fake).wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert log == []
