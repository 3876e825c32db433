# Mistake: what tells a customer to go is kept under the name, which somebody else may have, too.
# Fails: barbershop--who-comes-is-served (lost-wakeup)
import threading


class Barbershop:
    def __init__(self, chairs):
        self.free_chairs = chairs
        self.waiting = []
        self.is_open = True
        self.ready = {}
        self.changed = threading.Condition()

    def work(self, cut):
        while True:
            with self.changed:
                while self.is_open and not self.waiting:
                    self.changed.wait()
                if not self.waiting:
                    return
                customer = self.waiting.pop(0)
                self.free_chairs += 1
            cut(customer)
            self.ready[customer].set()

    def visit(self, customer):
        with self.changed:
            if not self.is_open or self.free_chairs == 0:
                return False
            self.free_chairs -= 1
            self.ready[customer] = threading.Event()
            self.waiting.append(customer)
            self.changed.notify()
        self.ready[customer].wait()
        return True

    def close(self):
        with self.changed:
            self.is_open = False
            self.changed.notify()
