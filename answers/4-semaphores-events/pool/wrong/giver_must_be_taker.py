# Mistake: Only the thread that has taken a thing can give it back.
# Fails: pool--a-thing-for-one-alone (lost-wakeup)
import threading


class Pool:
    def __init__(self, things):
        self.free = list(things)
        self.has = {}
        self.cond = threading.Condition()

    def take(self):
        with self.cond:
            while not self.free:
                self.cond.wait()
            thing = self.free.pop()
            self.has.setdefault(threading.get_ident(), []).append(thing)
            return thing

    def give_back(self, thing):
        with self.cond:
            mine = self.has.get(threading.get_ident(), [])
            for place, each in enumerate(mine):
                if each is thing:
                    del mine[place]
                    self.free.append(thing)
                    self.cond.notify()
                    return
