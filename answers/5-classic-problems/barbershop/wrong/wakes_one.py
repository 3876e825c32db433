# Mistake: barber and customers wait for the same condition, and only one of them is woken.
# Fails: barbershop--who-comes-is-served (lost-wakeup), barbershop--served-means-cut (lost-wakeup), barbershop--closing (lost-wakeup)
import threading


class Barbershop:
    def __init__(self, chairs):
        self.chairs = chairs
        self.lock = threading.Lock()
        self.bell = self.ready = threading.Condition(self.lock)
        self.waiting = []
        self.done = []
        self.closed = False

    def work(self, cut):
        while True:
            with self.lock:
                self.bell.wait_for(lambda: self.waiting or self.closed)
                if not self.waiting:
                    break
                visit = self.waiting.pop(0)
            cut(visit[0])
            with self.lock:
                self.done.append(visit)
                self.ready.notify()

    def visit(self, customer):
        mine = [customer]
        with self.lock:
            if self.closed or len(self.waiting) == self.chairs:
                return False
            self.waiting.append(mine)
            self.bell.notify()
            self.ready.wait_for(lambda: any(mine is visit for visit in self.done))
            return True

    def close(self):
        with self.lock:
            self.closed = True
            self.bell.notify()
