# Mistake: a reader looks again and again whether a note hangs at the door.
# Fails: book--waits-without-polling (polls)
import threading


class Book:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.notes = 0
        self.writing = False

    def begin_read(self):
        while True:
            with self.changed:
                if self.notes == 0:
                    self.readers += 1
                    return

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
