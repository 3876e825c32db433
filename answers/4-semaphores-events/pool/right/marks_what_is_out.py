# Style: A list of marks says what is out; all is done under one condition.
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
            for place, each in enumerate(self.things):
                if each is thing:
                    self.out[place] = False
            self.changed.notify()
