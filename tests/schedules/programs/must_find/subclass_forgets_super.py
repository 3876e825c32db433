# A subclass of Thread that does not call Thread.__init__.
# Kind: exception
from threading import Thread


class Worker(Thread):
    def __init__(self, name):
        self.job = name

    def run(self):
        pass


def test():
    worker = Worker("a")
    worker.start()
