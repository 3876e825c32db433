# Style: an ExitStack takes the locks of the two accounts, each once, in the order of id.
import threading
from contextlib import ExitStack


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    locks = {id(account.lock): account.lock for account in (source, target)}
    with ExitStack() as stack:
        for number in sorted(locks):
            stack.enter_context(locks[number])
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
    return True
