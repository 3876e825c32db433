# Two that poll for an update that is lost, each taking a lock that the other looks at.
# Kind: livelock|endless
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
        l.locked()
        l.acquire()
        l.release()


def test():
    ts = [threading.Thread(target=f) for f in (worker, worker, waiter, waiter)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
