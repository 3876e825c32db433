# Two that poll for an update that is lost: a wait that is given up is no news to the other.
# Kind: livelock
import threading

done = 0
changed = threading.Event()
c = threading.Condition()
l = threading.Lock()


def worker():
    global done
    done += 1


def waiter():
    while done < 2:
        changed.wait(0.1)


def test():
    ts = [
        threading.Thread(target=f)
        for f in (
            worker,
            worker,
            waiter,
            waiter,
        )
    ]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
