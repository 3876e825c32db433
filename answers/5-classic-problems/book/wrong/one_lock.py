# Mistake: one lock for everybody: only one reader reads at a time.
# Fails: book--readers-read-together (deadlock), book--a-note-keeps-readers-out (assertion), book--everybody-gets-a-turn (deadlock)
import threading


class Book:
    def __init__(self):
        self.lock = threading.Lock()

    def begin_read(self):
        self.lock.acquire()

    def end_read(self):
        self.lock.release()

    def ask_to_write(self):
        pass

    def begin_write(self):
        self.lock.acquire()

    def end_write(self):
        self.lock.release()
