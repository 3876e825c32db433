# What a comparison with an object of a dataclass reads are its fields: a thread may be amid a change of them.
# Kind: assertion
from dataclasses import dataclass
from threading import Lock, Thread


@dataclass
class Pair:
    left: int = 0
    right: int = 0


pair, lock = Pair(), Lock()


def move():
    with lock:
        pair.left += 1
        pair.right += 1


def test():
    thread = Thread(target=move)
    thread.start()
    whole = pair in (Pair(0, 0), Pair(1, 1))
    thread.join()
    assert whole
