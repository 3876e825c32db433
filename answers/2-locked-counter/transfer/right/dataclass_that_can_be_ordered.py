# Style: a dataclass whose accounts compare by number, min and max give the order.
import threading
from dataclasses import dataclass, field


@dataclass(order=True)
class Account:
    number: int
    balance: int = field(compare=False)
    lock: object = field(default_factory=threading.Lock, compare=False, repr=False)


def transfer(source, target, amount):
    if source.number == target.number:
        with source.lock:
            return source.balance >= amount
    with min(source, target).lock, max(source, target).lock:
        enough = source.balance >= amount
        if enough:
            source.balance -= amount
            target.balance += amount
        return enough
