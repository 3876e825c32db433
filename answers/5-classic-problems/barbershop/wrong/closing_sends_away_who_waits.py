# Mistake: shutting the door sends away who waits on a chair.
# Fails: barbershop--closing (assertion)
import threading


class Barbershop:
    def __init__(self, chairs):
        self.chairs = chairs
        self.c = threading.Condition()
        self.line = []
        self.closed = False

    def work(self, cut):
        while True:
            with self.c:
                while not self.line:
                    if self.closed:
                        return
                    self.c.wait()
                visit = self.line.pop(0)
            cut(visit[0])
            with self.c:
                visit[1] = True
                self.c.notify_all()

    def visit(self, customer):
        with self.c:
            if self.closed or len(self.line) == self.chairs:
                return False
            visit = [customer, None]
            self.line.append(visit)
            self.c.notify_all()
            while visit[1] is None:
                self.c.wait()
            return visit[1]

    def close(self):
        with self.c:
            self.closed = True
            for visit in self.line:
                visit[1] = False
            self.line = []
            self.c.notify_all()
