# Mistake: all customers wait for the same event, so that the first one who is ready lets all of them go.
# Fails: barbershop--served-means-cut (assertion)
import threading


class Barbershop:
    def __init__(self, chairs):
        self.free_chairs = chairs
        self.waiting = []
        self.is_open = True
        self.ready = threading.Event()
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
            self.ready.set()

    def visit(self, customer):
        with self.changed:
            if not self.is_open or self.free_chairs == 0:
                return False
            self.free_chairs -= 1
            self.waiting.append(customer)
            self.changed.notify()
        self.ready.wait()
        return True

    def close(self):
        with self.changed:
            self.is_open = False
            self.changed.notify()
