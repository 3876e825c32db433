# Style: each customer waits at a lock that the barber releases.
import threading
from collections import deque


class Barbershop:
    def __init__(self, chairs):
        self.chairs = deque()
        self.number_of_chairs = chairs
        self.closed = False
        self.changed = threading.Condition()

    def work(self, cut):
        visit = self.next_visit()
        while visit:
            customer, barrier = visit
            cut(customer)
            barrier.release()
            visit = self.next_visit()

    def next_visit(self):
        with self.changed:
            self.changed.wait_for(lambda: self.chairs or self.closed)
            return self.chairs.popleft() if self.chairs else None

    def visit(self, customer):
        barrier = threading.Lock()
        barrier.acquire()
        self.changed.acquire()
        try:
            if self.closed or len(self.chairs) == self.number_of_chairs:
                return False
            self.chairs.append((customer, barrier))
            self.changed.notify()
        finally:
            self.changed.release()
        barrier.acquire()
        return True

    def close(self):
        with self.changed:
            self.closed = True
            self.changed.notify()
