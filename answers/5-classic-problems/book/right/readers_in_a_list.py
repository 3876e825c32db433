# Style: a list of those who read, and a list of notes.
import threading


class Book:
    def __init__(self):
        self.changed = threading.Condition(threading.Lock())
        self.inside = []
        self.notes = []
        self.writer = None

    def begin_read(self):
        with self.changed:
            while len(self.notes) > 0:
                self.changed.wait()
            self.inside.append("reader")

    def end_read(self):
        with self.changed:
            self.inside.pop()
            self.changed.notify_all()

    def ask_to_write(self):
        with self.changed:
            self.notes.append("please let me in")

    def begin_write(self):
        with self.changed:
            while len(self.inside) > 0 or self.writer is not None:
                self.changed.wait()
            self.writer = threading.current_thread()

    def end_write(self):
        with self.changed:
            self.writer = None
            self.notes.pop()
            self.changed.notify_all()
