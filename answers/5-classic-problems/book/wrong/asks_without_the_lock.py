# Mistake: the note is counted without the lock, so one of two that are hung up at the same time is lost.
# Fails: book--a-note-keeps-readers-out (assertion)
from threading import Condition


class Book:
    def __init__(self):
        self.cond = Condition()
        self.reading = 0
        self.wanting = 0
        self.busy = False

    def begin_read(self):
        with self.cond:
            self.cond.wait_for(lambda: self.wanting == 0 and not self.busy)
            self.reading += 1

    def end_read(self):
        with self.cond:
            self.reading -= 1
            self.cond.notify_all()

    def ask_to_write(self):
        self.wanting += 1

    def begin_write(self):
        with self.cond:
            self.cond.wait_for(lambda: self.reading == 0 and not self.busy)
            self.busy = True
            self.wanting -= 1

    def end_write(self):
        with self.cond:
            self.busy = False
            self.cond.notify_all()
