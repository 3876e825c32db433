# Style: a marker object that means "empty", acquire and release written out.
import threading

EMPTY = object()


class Handoff:
    def __init__(self):
        self.changed = threading.Condition(threading.RLock())
        self.item = EMPTY

    def put(self, item):
        self.changed.acquire()
        try:
            while self.item is not EMPTY:
                self.changed.wait()
            self.item = item
            self.changed.notify_all()
        finally:
            self.changed.release()

    def take(self):
        self.changed.acquire()
        try:
            while self.item is EMPTY:
                self.changed.wait()
            item, self.item = self.item, EMPTY
            self.changed.notify_all()
            return item
        finally:
            self.changed.release()
