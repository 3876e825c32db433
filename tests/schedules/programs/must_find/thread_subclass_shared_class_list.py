# A list of the class is shared by all instances of a Thread subclass.
# Kind: assertion
from threading import Thread


class Worker(Thread):
    found = []

    def run(self):
        self.found.append(1)


def test():
    workers = [Worker(), Worker()]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(workers[0].found) == 1
