# An __iadd__ of the program's own that is not one step.
# Kind: assertion
from threading import Thread


class Tally:
    def __init__(self):
        self.marks = 0

    def __iadd__(self, other):
        self.marks = self.marks + other
        return self


tally = Tally()


def work():
    global tally
    tally += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert tally.marks == 2
