# Mistake: the barber waits with a time-out of 0, which is a look: he never sleeps.
# Fails: barbershop--waits-without-polling (polls)
import threading


class Barbershop:
    def __init__(self, chairs):
        self.free_chairs = chairs
        self.waiting = []
        self.is_open = True
        self.changed = threading.Condition()

    def work(self, cut):
        while True:
            with self.changed:
                while self.is_open and not self.waiting:
                    self.changed.wait(0)
                if not self.waiting:
                    return
                customer, ready = self.waiting.pop(0)
                self.free_chairs += 1
            cut(customer)
            ready.set()

    def visit(self, customer):
        ready = threading.Event()
        with self.changed:
            if not self.is_open or self.free_chairs == 0:
                return False
            self.free_chairs -= 1
            self.waiting.append((customer, ready))
            self.changed.notify()
        ready.wait()
        return True

    def close(self):
        with self.changed:
            self.is_open = False
            self.changed.notify()
