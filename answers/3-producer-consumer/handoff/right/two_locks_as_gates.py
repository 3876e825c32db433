# Style: two plain Locks as gates, each released by the other thread.
import threading


class Handoff:
    def __init__(self):
        self.may_put = threading.Lock()
        self.may_take = threading.Lock()
        self.may_take.acquire()
        self.item = None

    def put(self, item):
        self.may_put.acquire()
        self.item = item
        self.may_take.release()

    def take(self):
        self.may_take.acquire()
        item = self.item
        self.may_put.release()
        return item
