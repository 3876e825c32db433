# Mistake: Both threads put their lines into a queue, and a third one prints them all.
# Fails: numbers_and_letters--a-thread-each (assertion)
import queue
from threading import Thread


def numbers_and_letters():
    q = queue.Queue()

    def printer():
        while (line := q.get()) is not None:
            print(line)

    def feed(items):
        for item in items:
            q.put(item)

    p = Thread(target=printer)
    p.start()
    ts = [Thread(target=feed, args=(x,)) for x in (range(1, 6), "abcde")]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    q.put(None)
    p.join()
    print("Both threads have finished execution.")
