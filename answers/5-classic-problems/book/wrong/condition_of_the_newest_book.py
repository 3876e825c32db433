# Mistake: the condition belongs to the class, and a new book replaces the one that others wait on.
# Fails: book--everybody-gets-a-turn (lost-wakeup)
import threading


class Book:
    def __init__(self):
        Book.changed = threading.Condition()
        self.readers = 0
        self.notes = 0
        self.writing = False

    def begin_read(self):
        with self.changed:
            while self.notes:
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
            while self.readers or self.writing:
                self.changed.wait()
            self.writing = True

    def end_write(self):
        with self.changed:
            self.writing = False
            self.notes -= 1
            self.changed.notify_all()
