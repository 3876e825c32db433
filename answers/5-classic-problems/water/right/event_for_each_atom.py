# Style: each atom waits in line for an event of its own.
import threading
from collections import deque


class Water:
    def __init__(self):
        self.lock = threading.Lock()
        self.hydrogens = deque()
        self.oxygens = deque()
        self.bonding = 0

    def hydrogen(self, bond):
        self.come(self.hydrogens, bond)

    def oxygen(self, bond):
        self.come(self.oxygens, bond)

    def come(self, line, bond):
        my_turn = threading.Event()
        with self.lock:
            line.append(my_turn)
            self.call_the_next()
        my_turn.wait()
        bond()
        with self.lock:
            self.bonding -= 1
            self.call_the_next()

    def call_the_next(self):
        if self.bonding == 0 and len(self.hydrogens) >= 2 and len(self.oxygens) >= 1:
            self.bonding = 3
            for line in (self.hydrogens, self.hydrogens, self.oxygens):
                line.popleft().set()
