# Mistake: a writer looks every millisecond whether the readers have gone.
# Fails: book--waits-without-polling (polls)
import threading
import time


class Book:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.notes = 0
        self.writing = False

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
        while True:
            with self.changed:
                if self.readers == 0 and not self.writing:
                    self.writing = True
                    return
            time.sleep(0.001)

    def end_write(self):
        with self.changed:
            self.writing = False
            self.notes -= 1
            self.changed.notify_all()
