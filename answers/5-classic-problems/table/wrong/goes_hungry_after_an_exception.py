# Mistake: puts the forks back only if eat has not raised.
# Fails: table--what-eat-gives-comes-out (deadlock)
import threading


class Table:
    def __init__(self, seats):
        self.forks = [threading.Lock() for _ in range(seats)]

    def dine(self, seat, eat):
        first, second = sorted([seat, (seat + 1) % len(self.forks)])
        self.forks[first].acquire()
        self.forks[second].acquire()
        result = eat()
        self.forks[second].release()
        self.forks[first].release()
        return result
