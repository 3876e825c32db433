# Style: an ExitStack takes the locks of the two accounts, each once, in the order of id.
from contextlib import ExitStack


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
