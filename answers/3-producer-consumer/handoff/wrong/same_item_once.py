# Mistake: The item that was put last is not put again.
# Fails: handoff--items-arrive-in-order (deadlock)
import queue


class Handoff:
    def __init__(self):
        self.q = queue.Queue(1)
        self.last = []

    def put(self, item):
        if any(item is each for each in self.last):
            return
        self.last = [item]
        self.q.put(item)

    def take(self):
        return self.q.get()
