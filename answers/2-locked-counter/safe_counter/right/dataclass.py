# Style: a dataclass whose lock is made by a default factory.
import threading
from dataclasses import dataclass, field


@dataclass
class SafeCounter:
    value: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        with self.lock:
            self.value = function(self.value)
