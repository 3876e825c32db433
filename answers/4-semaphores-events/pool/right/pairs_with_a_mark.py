# Style: pairs of a thing and whether it is out, searched for a free one.
import threading


class Pool:
    def __init__(self, things):
        self.cond = threading.Condition(threading.Lock())
        self.things = [[thing, False] for thing in things]

    def take(self):
        with self.cond:
            while True:
                for entry in self.things:
                    if not entry[1]:
                        entry[1] = True
                        return entry[0]
                self.cond.wait()

    def give_back(self, thing):
        with self.cond:
            for entry in self.things:
                if entry[1] and entry[0] is thing:
                    entry[1] = False
                    break
            self.cond.notify()
