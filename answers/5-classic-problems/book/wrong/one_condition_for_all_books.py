# Mistake: all books share their numbers.
# Fails: book--everybody-gets-a-turn (lost-wakeup)
import threading


class Book:
    changed = threading.Condition()
    inside = {"readers": 0, "notes": 0, "writing": False}

    def begin_read(self):
        with self.changed:
            while self.inside['notes'] > 0:
                self.changed.wait()
            self.inside['readers'] += 1

    def end_read(self):
        with self.changed:
            self.inside['readers'] -= 1
            self.changed.notify_all()

    def ask_to_write(self):
        with self.changed:
            self.inside['notes'] += 1

    def begin_write(self):
        with self.changed:
            while self.inside['readers'] > 0 or self.inside['writing']:
                self.changed.wait()
            self.inside['writing'] = True

    def end_write(self):
        with self.changed:
            self.inside['writing'] = False
            self.inside['notes'] -= 1
            self.changed.notify_all()
