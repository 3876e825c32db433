# Mistake: a queue without a bound, so put never waits.
# Fails: handoff--put-waits-while-full (assertion)
import queue


class Handoff:
    def __init__(self):
        self.items = queue.Queue()

    def put(self, item):
        self.items.put(item)

    def take(self):
        return self.items.get()
