# Style: a queue with room for one item.
import queue


class Handoff:
    def __init__(self):
        self.slot = queue.Queue(maxsize=1)

    def put(self, item):
        self.slot.put(item)

    def take(self):
        return self.slot.get()
