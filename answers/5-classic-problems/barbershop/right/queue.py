# Style: a queue, with None behind the last customer.
import queue
import threading


class Barbershop:
    def __init__(self, chairs):
        self.lock = threading.Lock()
        self.chairs = chairs
        self.taken = 0
        self.closed = False
        self.line = queue.Queue()

    def work(self, cut):
        while True:
            visit = self.line.get()
            if visit is None:
                return
            with self.lock:
                self.taken -= 1
            customer, ready = visit
            cut(customer)
            ready.set()

    def visit(self, customer):
        ready = threading.Event()
        with self.lock:
            if self.closed or self.taken == self.chairs:
                return False
            self.taken += 1
            self.line.put((customer, ready))
        ready.wait()
        return True

    def close(self):
        with self.lock:
            self.closed = True
            self.line.put(None)
