# Style: two conditions on one lock: one for readers, one for writers.
import threading


class Book:
    def __init__(self):
        lock = threading.Lock()
        self.readers_door = threading.Condition(lock)
        self.writers_door = threading.Condition(lock)
        self.readers = 0
        self.notes = 0
        self.writing = False

    def begin_read(self):
        with self.readers_door:
            while self.notes > 0:
                self.readers_door.wait()
            self.readers += 1

    def end_read(self):
        with self.writers_door:
            self.readers -= 1
            if self.readers == 0:
                self.writers_door.notify()

    def ask_to_write(self):
        with self.writers_door:
            self.notes += 1

    def begin_write(self):
        with self.writers_door:
            while self.readers > 0 or self.writing:
                self.writers_door.wait()
            self.writing = True

    def end_write(self):
        with self.writers_door:
            self.writing = False
            self.notes -= 1
            if self.notes == 0:
                self.readers_door.notify_all()
            else:
                self.writers_door.notify()
