# Only the class itself says that the two are equal, and a class could say so of anything.
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
