# Mistake: makes a new Condition at each call, so nobody can ever be woken.
# Fails: handoff--put-waits-while-full (lost-wakeup), handoff--take-waits-while-empty (lost-wakeup), handoff--waits-without-polling (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.full = False
        self.item = None

    def put(self, item):
        condition = threading.Condition()
        with condition:
            while self.full:
                condition.wait()
            self.item = item
            self.full = True
            condition.notify()

    def take(self):
        condition = threading.Condition()
        with condition:
            while not self.full:
                condition.wait()
            self.full = False
            condition.notify()
            return self.item
