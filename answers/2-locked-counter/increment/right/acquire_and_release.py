# Style: acquire and release written out, as in the lesson.
import threading

counter = 0
lock = threading.Lock()


def increment(times):
    global counter
    for i in range(times):
        lock.acquire()
        counter = counter + 1
        lock.release()
