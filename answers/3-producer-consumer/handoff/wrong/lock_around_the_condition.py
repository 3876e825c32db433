# Mistake: whoever waits on the condition keeps the lock around it, so nobody can come to wake it.
# Fails: handoff--put-waits-while-full (lost-wakeup), handoff--take-waits-while-empty (lost-wakeup), handoff--waits-without-polling (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.lock = threading.Lock()
        self.cond = threading.Condition()
        self.items = []

    def put(self, item):
        with self.lock:
            with self.cond:
                while self.items:
                    self.cond.wait()
                self.items.append(item)
                self.cond.notify_all()

    def take(self):
        with self.lock:
            with self.cond:
                while not self.items:
                    self.cond.wait()
                self.cond.notify_all()
                return self.items.pop()
