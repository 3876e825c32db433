# Mistake: takes a customer that is None or empty for nobody, and does not cut.
# Fails: barbershop--who-comes-is-served (lost-wakeup)
import threading
from collections import deque

class Barbershop:
    def __init__(self, chairs):
        self.free = chairs
        self.open = True
        self.waiting = deque()
        self.changed = threading.Condition()

    def work(self, cut):
        while True:
            with self.changed:
                while not self.waiting and self.open:
                    self.changed.wait()
                if not self.waiting:
                    return
                ticket = self.waiting.popleft()
                self.free += 1
                if not ticket['customer']:
                    continue
            cut(ticket["customer"])
            with self.changed:
                ticket["done"] = True
                self.changed.notify_all()

    def visit(self, customer):
        ticket = {"customer": customer, "done": False}
        with self.changed:
            if not self.open or self.free == 0:
                return False
            self.free -= 1
            self.waiting.append(ticket)
            self.changed.notify_all()
            while not ticket["done"]:
                self.changed.wait()
            return True

    def close(self):
        with self.changed:
            self.open = False
            self.changed.notify_all()
