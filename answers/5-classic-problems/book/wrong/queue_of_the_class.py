# Mistake: those who wait for any book stand in one line, and whoever goes lets them in to a book that may be in use.
# Fails: book--a-writer-is-alone (assertion), book--everybody-gets-a-turn (lost-wakeup)
import threading


class Book:
    waiting_readers = []
    waiting_writers = []

    def __init__(self):
        self.lock = threading.Lock()
        self.readers = 0
        self.notes = 0
        self.writing = False

    def begin_read(self):
        with self.lock:
            if self.notes == 0:
                self.readers += 1
                return
            my_turn = threading.Event()
            self.waiting_readers.append(my_turn)
        my_turn.wait()

    def end_read(self):
        with self.lock:
            self.readers -= 1
            self._let_in()

    def ask_to_write(self):
        with self.lock:
            self.notes += 1

    def begin_write(self):
        with self.lock:
            my_turn = threading.Event()
            self.waiting_writers.append(my_turn)
            self._let_in()
        my_turn.wait()

    def end_write(self):
        with self.lock:
            self.writing = False
            self.notes -= 1
            self._let_in()

    def _let_in(self):
        if self.waiting_writers and self.readers == 0 and not self.writing:
            self.writing = True
            self.waiting_writers.pop(0).set()
        if self.notes == 0:
            for my_turn in self.waiting_readers:
                self.readers += 1
                my_turn.set()
            self.waiting_readers.clear()
