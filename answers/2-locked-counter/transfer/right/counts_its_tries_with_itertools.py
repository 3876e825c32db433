# Style: gives the first lock back whenever it cannot have both; the loop counts its tries, and nobody reads them.
import time
from itertools import count
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    if source is target:
        with source.lock:
            return source.balance >= amount
    for attempt in count():
        source.lock.acquire()
        if target.lock.acquire(blocking=False):
            break
        source.lock.release()
        time.sleep(0.001)
    enough = source.balance >= amount
    if enough:
        source.balance -= amount
        target.balance += amount
    target.lock.release()
    source.lock.release()
    return enough
