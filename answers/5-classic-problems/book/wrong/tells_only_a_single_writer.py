# Mistake: the last reader tells writers that the book is free only if there is exactly one.
# Fails: book--everybody-gets-a-turn (lost-wakeup)
import threading

class Book:
    def __init__(self):
        self.readers = 0
        self.wanting = 0
        self.writing = False
        self.changed = threading.Condition()

    def begin_read(self):
        with self.changed:
            while self.wanting > 0:
                self.changed.wait()
            self.readers += 1

    def end_read(self):
        with self.changed:
            self.readers -= 1
            if self.wanting == 1:
                self.changed.notify_all()

    def ask_to_write(self):
        with self.changed:
            self.wanting += 1

    def begin_write(self):
        with self.changed:
            while self.readers > 0 or self.writing:
                self.changed.wait()
            self.writing = True

    def end_write(self):
        with self.changed:
            self.wanting -= 1
            self.writing = False
            self.changed.notify_all()
