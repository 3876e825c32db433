# A dataclass whose lock is made by a default factory.
import threading
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class Score:
    points: int = 0
    lock: object = field(default_factory=threading.Lock, repr=False, compare=False)

    def goal(self):
        with self.lock:
            self.points += 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    score = Score()
    run(score.goal, score.goal)
    assert score.points == 2
