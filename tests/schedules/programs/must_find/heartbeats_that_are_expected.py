# The heart may be stopped before it has beaten at all.
# Kind: assertion
from threading import Event, Thread


class Heart(Thread):
    def __init__(self):
        super().__init__()
        self.beats = 0
        self.stop = Event()

    def run(self):
        while not self.stop.wait(1):
            self.beats += 1

    def close(self):
        self.stop.set()
        self.join()


def test():
    heart = Heart()
    heart.start()
    heart.close()
    assert heart.beats >= 1
