# Mistake: a reader waits for other readers, too.
# Fails: book--readers-read-together (lost-wakeup), book--everybody-gets-a-turn (lost-wakeup)
import threading


class Book:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.notes = 0
        self.writing = False

    def begin_read(self):
        with self.changed:
            while self.notes > 0 or self.readers > 0:
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
        with self.changed:
            while self.readers > 0 or self.writing:
                self.changed.wait()
            self.writing = True

    def end_write(self):
        with self.changed:
            self.writing = False
            self.notes -= 1
            self.changed.notify_all()
