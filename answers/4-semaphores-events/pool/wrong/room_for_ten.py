# Mistake: The queue has room for ten: whoever gives back an eleventh thing waits.
# Fails: pool--all-can-be-out (deadlock)
import queue
import threading


class Pool:
    def __init__(self, things):
        self.free = queue.Queue(10)
        threading.Thread(target=self._fill, args=(list(things),), daemon=True).start()

    def _fill(self, things):
        for thing in things:
            self.free.put(thing)

    def take(self):
        return self.free.get()

    def give_back(self, thing):
        self.free.put(thing)
