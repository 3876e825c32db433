# Each time-out makes the list longer, and the test looks at all of it.
# Reason: a list or number that grows there has no end
from threading import Event, Thread


class Heart(Thread):
    def __init__(self):
        super().__init__()
        self.beats = []
        self.stop = Event()

    def run(self):
        while not self.stop.wait(1):
            self.beats.append("beat")

    def close(self):
        self.stop.set()
        self.join()


def test():
    heart = Heart()
    heart.start()
    heart.close()
    assert all(beat == "beat" for beat in heart.beats)
