# A dataclass has written what makes its objects equal: their fields, but for the lock that is left out.
import threading
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class Stats:
    hits: int = 0
    lock: object = field(default_factory=threading.Lock, repr=False, compare=False)

    def hit(self):
        with self.lock:
            self.hits += 1


def test():
    stats = Stats()
    threads = [Thread(target=stats.hit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stats == Stats(2)
