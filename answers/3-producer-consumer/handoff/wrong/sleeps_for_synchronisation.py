# Mistake: sleeps so that the other side has time, and looks at nothing.
# Fails: handoff--put-waits-while-full (assertion), handoff--take-waits-while-empty (assertion)
import time


class Handoff:
    def __init__(self):
        self.item = None

    def put(self, item):
        self.item = item
        time.sleep(0.5)

    def take(self):
        time.sleep(0.1)
        return self.item
