# Style: a condition for the numbers, and a lock that one writer has after another.
import threading


class Book:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.notes = 0
        self.pen = threading.Lock()

    def begin_read(self):
        with self.changed:
            while self.notes > 0:
                self.changed.wait()
            self.readers += 1

    def end_read(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()

    def ask_to_write(self):
        with self.changed:
            self.notes += 1

    def begin_write(self):
        self.pen.acquire()
        with self.changed:
            while self.readers > 0:
                self.changed.wait()

    def end_write(self):
        with self.changed:
            self.notes -= 1
            self.changed.notify_all()
        self.pen.release()
