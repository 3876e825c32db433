# Mistake: reads both balances before it writes either, so a transfer to oneself makes money.
# Fails: transfer--to-oneself (assertion)
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    locks = sorted({source.lock, target.lock}, key=id)
    for lock in locks:
        lock.acquire()
    try:
        from_balance = source.balance
        to_balance = target.balance
        if from_balance < amount:
            return False
        source.balance = from_balance - amount
        target.balance = to_balance + amount
        return True
    finally:
        for lock in locks:
            lock.release()
