# Mistake: a semaphore of four seats: the fifth reader waits for one.
# Fails: book--readers-read-together (deadlock)
import threading

class Book:
    def __init__(self):
        self.readers = 0
        self.wanting = 0
        self.writing = False
        self.changed = threading.Condition()
        self.seats = threading.Semaphore(4)

    def begin_read(self):
        with self.changed:
            while self.wanting > 0:
                self.changed.wait()
            self.readers += 1
        self.seats.acquire()

    def end_read(self):
        self.seats.release()
        with self.changed:
            self.readers -= 1
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
