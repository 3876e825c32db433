# Style: the bell is an event, which is cleared with the lock when nobody waits.
import threading


class Barbershop:
    def __init__(self, chairs):
        self.chairs = chairs
        self.lock = threading.Lock()
        self.bell = threading.Event()
        self.line = []
        self.closed = False

    def work(self, cut):
        while True:
            self.bell.wait()
            with self.lock:
                if not self.line:
                    return
                customer, ready = self.line.pop(0)
                if not self.line and not self.closed:
                    self.bell.clear()
            cut(customer)
            ready.set()

    def visit(self, customer):
        ready = threading.Event()
        with self.lock:
            if self.closed or len(self.line) == self.chairs:
                return False
            self.line.append((customer, ready))
            self.bell.set()
        ready.wait()
        return True

    def close(self):
        with self.lock:
            self.closed = True
            self.bell.set()
