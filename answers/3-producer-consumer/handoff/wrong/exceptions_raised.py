# Mistake: An item that is an exception is raised.
# Fails: handoff--items-arrive-in-order (exception)
import queue


class Handoff:
    def __init__(self):
        self.q = queue.Queue(1)

    def put(self, item):
        self.q.put(item)

    def take(self):
        item = self.q.get()
        if isinstance(item, BaseException):
            raise item
        return item
