# Mistake: looks again and again instead of waiting, and so keeps the processor busy.
# Fails: handoff--waits-without-polling (polls)
class Handoff:
    def __init__(self):
        self.full = False
        self.item = None

    def put(self, item):
        while self.full:
            pass
        self.item = item
        self.full = True

    def take(self):
        while not self.full:
            pass
        item = self.item
        self.full = False
        return item
