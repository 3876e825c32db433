# Mistake: begin_write takes the lock and end_write gives it back: whoever asks meanwhile has to wait.
# Fails: book--a-note-keeps-readers-out (deadlock)
import threading


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
        self.changed.acquire()
        while self.readers > 0:
            self.changed.wait()

    def end_write(self):
        self.notes -= 1
        self.changed.notify_all()
        self.changed.release()
