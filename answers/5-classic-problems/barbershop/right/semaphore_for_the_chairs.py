# Style: the chairs are a semaphore that one only tries to acquire.
import queue
import threading


class Barbershop:
    def __init__(self, chairs):
        self.chairs = threading.Semaphore(chairs)
        self.door = threading.Lock()
        self.is_open = True
        self.line = queue.SimpleQueue()

    def work(self, cut):
        for customer, ready in iter(self.line.get, None):
            self.chairs.release()
            cut(customer)
            ready.set()

    def visit(self, customer):
        ready = threading.Event()
        with self.door:
            if not self.is_open or not self.chairs.acquire(blocking=False):
                return False
            self.line.put((customer, ready))
        ready.wait()
        return True

    def close(self):
        with self.door:
            self.is_open = False
            self.line.put(None)
