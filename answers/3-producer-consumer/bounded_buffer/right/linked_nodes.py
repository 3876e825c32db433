# Style: a linked list of nodes, notified before the change but under the same lock.
import threading
from dataclasses import dataclass


@dataclass
class Node:
    item: object
    after: object = None


class Closed(Exception):
    """The buffer is closed."""


class BoundedBuffer:
    def __init__(self, capacity):
        self.room = capacity
        self.first = self.last = None
        self.closed = False
        self.changed = threading.Condition()

    def put(self, item):
        with self.changed:
            while self.room == 0 and not self.closed:
                self.changed.wait()
            if self.closed:
                raise Closed()
            self.changed.notify_all()
            node = Node(item)
            if self.first is None:
                self.first = node
            else:
                self.last.after = node
            self.last = node
            self.room -= 1

    def get(self):
        with self.changed:
            while self.first is None and not self.closed:
                self.changed.wait()
            if self.first is None:
                raise Closed()
            self.changed.notify_all()
            node = self.first
            self.first = node.after
            self.room += 1
            return node.item

    def close(self):
        with self.changed:
            self.changed.notify_all()
            self.closed = True
