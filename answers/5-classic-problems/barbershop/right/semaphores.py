# Style: semaphores as Dijkstra had them, one of them for the customers who wait.
import threading


class Barbershop:
    def __init__(self, chairs):
        self.chairs = chairs
        self.mutex = threading.Semaphore(1)
        self.customers = threading.Semaphore(0)
        self.waiting = []
        self.closed = False

    def work(self, cut):
        while True:
            self.customers.acquire()
            with self.mutex:
                if not self.waiting:
                    return
                customer, finished = self.waiting.pop()
            cut(customer)
            finished.release()

    def visit(self, customer):
        with self.mutex:
            if self.closed or len(self.waiting) >= self.chairs:
                return False
            finished = threading.Semaphore(0)
            self.waiting.append((customer, finished))
            self.customers.release()
        finished.acquire()
        return True

    def close(self):
        with self.mutex:
            self.closed = True
            self.customers.release()
