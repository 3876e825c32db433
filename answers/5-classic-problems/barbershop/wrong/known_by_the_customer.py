# Mistake: knows who is ready by the customer: who comes again finds an earlier haircut, and goes.
# Fails: barbershop--served-means-cut (assertion)
import threading

class Barbershop:
    def __init__(self, chairs):
        self.chairs = chairs
        self.open = True
        self.waiting = []
        self.done = []
        self.changed = threading.Condition()

    def work(self, cut):
        while True:
            with self.changed:
                while not self.waiting and self.open:
                    self.changed.wait()
                if not self.waiting:
                    return
                customer = self.waiting.pop(0)
            cut(customer)
            with self.changed:
                self.done.append(customer)
                self.changed.notify_all()

    def visit(self, customer):
        with self.changed:
            if not self.open or len(self.waiting) >= self.chairs:
                return False
            self.waiting.append(customer)
            self.changed.notify_all()
            while customer not in self.done:
                self.changed.wait()
            return True

    def close(self):
        with self.changed:
            self.open = False
            self.changed.notify_all()
