# Mistake: put notifies first and places the item afterwards, with no lock held.
# Fails: handoff--take-waits-while-empty (lost-wakeup), handoff--waits-without-polling (lost-wakeup)
import threading


class Handoff:
    def __init__(self):
        self.full = False
        self.item = None
        self.for_producer = threading.Condition()
        self.for_consumer = threading.Condition()

    def put(self, item):
        with self.for_producer:
            if self.full:
                self.for_producer.wait()
        with self.for_consumer:
            self.for_consumer.notify()
        self.item = item
        self.full = True

    def take(self):
        with self.for_consumer:
            if not self.full:
                self.for_consumer.wait()
        item = self.item
        self.full = False
        with self.for_producer:
            self.for_producer.notify()
        return item
