# The same look under the lock finds the one or the other.
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
    with lock:
        whole = pair in (Pair(0, 0), Pair(1, 1))
    thread.join()
    assert whole
