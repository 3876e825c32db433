# Style: a subclass of Thread.
from threading import Thread


class Printer(Thread):
    def __init__(self, things):
        Thread.__init__(self)
        self.things = things

    def run(self):
        for thing in self.things:
            print(thing)


def numbers_and_letters():
    numbers = Printer(range(1, 6))
    letters = Printer(["a", "b", "c", "d", "e"])
    numbers.start()
    letters.start()
    letters.join()
    numbers.join()
    print("Both threads have finished execution.")
