# A bounded buffer whose waits have time limits, in loops: a wait that is given up is made again.
import threading


class Buffer:
    def __init__(self, capacity):
        self.items = []
        self.capacity = capacity
        self.cond = threading.Condition()

    def put(self, item):
        with self.cond:
            while len(self.items) >= self.capacity:
                self.cond.wait(timeout=0.1)
            self.items.append(item)
            self.cond.notify_all()

    def get(self):
        with self.cond:
            while not self.items:
                self.cond.wait(timeout=0.1)
            item = self.items.pop(0)
            self.cond.notify_all()
            return item


def test():
    b = Buffer(1)
    got = []

    def produce(k):
        for j in range(2):
            b.put((k, j))

    def consume():
        for _ in range(1):
            got.append(b.get())

    ts = [threading.Thread(target=produce, args=(k,)) for k in range(1)] + [
        threading.Thread(target=consume) for _ in range(2)
    ]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert sorted(got) == sorted((k, j) for k in range(1) for j in range(2))
