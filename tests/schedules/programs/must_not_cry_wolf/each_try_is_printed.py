# Each turn of a poll prints its number.
import threading, time
ready = False
def wait():
    tries = 0
    while not ready:
        tries += 1
        print(f"try {tries}")
        time.sleep(0.1)
def go():
    global ready
    ready = True

def test():
    ts = [threading.Thread(target=f) for f in (wait, go)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert ready
