# Style: each fork lies in a queue of its own, and the lower number is taken first.
import queue


class Table:
    def __init__(self, seats):
        self.places = [queue.Queue() for _ in range(seats)]
        for number, place in enumerate(self.places):
            place.put(f"fork {number}")

    def dine(self, seat, eat):
        numbers = sorted([seat, (seat + 1) % len(self.places)])
        forks = [self.places[number].get() for number in numbers]
        try:
            return eat()
        finally:
            for number, fork in zip(numbers, forks):
                self.places[number].put(fork)
