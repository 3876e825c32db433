# How often was polled is only printed, within a text.
import threading, time
ready = False
def wait():
    polls = 0
    while not ready:
        polls += 1
        time.sleep(0.1)
    print(f"polled {polls} times")
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert ready
