# A heartbeat counts up while it is not told to stop; nobody looks at the count.
import threading

stop = threading.Event()
beats = 0


def beat():
    global beats
    while not stop.wait(1):
        beats += 1


def go():
    t = threading.Thread(target=beat)
    t.start()
    stop.set()
    t.join()


def test():
    ts = [threading.Thread(target=f) for f in (go,)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
