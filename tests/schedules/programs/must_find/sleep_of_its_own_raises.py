# A method called `sleep` that is the program's own, and that takes no long times.
# Kind: exception
import threading, time
ready = False
errors = []
class Pause:
    def sleep(self, t):
        if t > 10: raise ValueError("too long")
        time.sleep(t)
p = Pause()
def wait():
    delay = 1
    while not ready:
        p.sleep(delay)
        delay += 1
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
