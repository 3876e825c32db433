# Style: one more lock for everybody, held only while the two locks are being taken.
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


taking = threading.Lock()


def transfer(source, target, amount):
    with taking:
        source.lock.acquire()
        if target is not source:
            target.lock.acquire()
    try:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
    finally:
        source.lock.release()
        if target is not source:
            target.lock.release()
