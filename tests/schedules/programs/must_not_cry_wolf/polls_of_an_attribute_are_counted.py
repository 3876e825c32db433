# The number of polls is an attribute, and any will do.
import threading, time
class W:
    def __init__(self):
        self.ready = threading.Event()
        self.polls = 0
    def wait(self):
        while not self.ready.is_set():
            self.polls += 1
            time.sleep(0.01)
w = W()

def test():
    ts = [threading.Thread(target=w.wait), threading.Thread(target=w.ready.set)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert w.polls >= 0
