# Mistake: What is given back is looked for with ==, so an equal thing may be marked.
# Fails: pool--a-thing-for-one-alone (assertion)
import threading


class Pool:
    def __init__(self, things):
        self.things = list(things)
        self.out = [False] * len(self.things)
        self.changed = threading.Condition()

    def take(self):
        with self.changed:
            self.changed.wait_for(lambda: False in self.out)
            place = self.out.index(False)
            self.out[place] = True
            return self.things[place]

    def give_back(self, thing):
        with self.changed:
            self.out[self.things.index(thing)] = False
            self.changed.notify()
