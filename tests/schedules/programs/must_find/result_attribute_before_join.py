# The result is an attribute of the thread that does not exist until it has run.
# Kind: exception
from threading import Thread


class Worker(Thread):
    def run(self):
        self.result = 42


def test():
    worker = Worker()
    worker.start()
    assert worker.result == 42
    worker.join()
