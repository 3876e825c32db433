# Style: one number says who is inside: so many readers, or -1 for a writer.
import threading


class Book:
    def __init__(self):
        self.changed = threading.Condition()
        self.inside = 0
        self.notes = 0

    def begin_read(self):
        with self.changed:
            while self.notes > 0:
                self.changed.wait()
            self.inside += 1

    def end_read(self):
        with self.changed:
            self.inside -= 1
            self.changed.notify_all()

    def ask_to_write(self):
        with self.changed:
            self.notes += 1

    def begin_write(self):
        with self.changed:
            while self.inside != 0:
                self.changed.wait()
            self.inside = -1

    def end_write(self):
        with self.changed:
            self.inside = 0
            self.notes -= 1
            self.changed.notify_all()
