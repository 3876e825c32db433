# Style: A SimpleQueue.
import queue


class Pool:
    def __init__(self, things):
        self.free = queue.SimpleQueue()
        for thing in things:
            self.free.put(thing)

    def take(self):
        return self.free.get()

    def give_back(self, thing):
        self.free.put(thing)
