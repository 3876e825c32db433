# Style: acquire and release by hand.
import threading


class Book:
    def __init__(self):
        self.lock = threading.Lock()
        self.changed = threading.Condition(self.lock)
        self.readers = 0
        self.notes = 0
        self.writing = False

    def begin_read(self):
        self.lock.acquire()
        while self.notes > 0:
            self.changed.wait()
        self.readers = self.readers + 1
        self.lock.release()

    def end_read(self):
        self.lock.acquire()
        self.readers = self.readers - 1
        self.changed.notify_all()
        self.lock.release()

    def ask_to_write(self):
        self.lock.acquire()
        self.notes = self.notes + 1
        self.lock.release()

    def begin_write(self):
        self.lock.acquire()
        while self.readers > 0 or self.writing:
            self.changed.wait()
        self.writing = True
        self.lock.release()

    def end_write(self):
        self.lock.acquire()
        self.writing = False
        self.notes = self.notes - 1
        self.changed.notify_all()
        self.lock.release()
