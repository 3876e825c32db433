# Mistake: An item that can be called is called.
# Fails: handoff--items-arrive-in-order (assertion)
import queue


class Handoff:
    def __init__(self):
        self.q = queue.Queue(1)

    def put(self, item):
        self.q.put(item)

    def take(self):
        item = self.q.get()
        return item() if callable(item) else item
