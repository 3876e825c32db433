# Mistake: Looks for what is free, and marks it as out, in two steps.
# Fails: pool--a-thing-for-one-alone (assertion)
import threading


class Pool:
    def __init__(self, things):
        self.things = list(things)
        self.out = [False] * len(self.things)
        self.tokens = threading.Semaphore(len(self.things))

    def take(self):
        self.tokens.acquire()
        place = self.out.index(False)
        self.out[place] = True
        return self.things[place]

    def give_back(self, thing):
        for place, each in enumerate(self.things):
            if each is thing:
                self.out[place] = False
        self.tokens.release()
