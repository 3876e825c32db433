# Mistake: Turns the list round that it was made with.
# Fails: pool--a-thing-for-one-alone (assertion)
import queue


class Pool:
    def __init__(self, things):
        self.q = queue.Queue()
        things.reverse()
        for thing in things:
            self.q.put(thing)

    def take(self):
        return self.q.get()

    def give_back(self, thing):
        self.q.put(thing)
