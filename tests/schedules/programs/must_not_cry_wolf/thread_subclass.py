# A subclass of Thread that keeps its result.
from threading import Thread


class Worker(Thread):
    def __init__(self, number):
        super().__init__(name=f"worker {number}")
        self.number = number

    def run(self):
        self.result = self.number * 2


def test():
    workers = [Worker(1), Worker(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.result for worker in workers] == [2, 4]
    assert workers[0].name == "worker 1"
