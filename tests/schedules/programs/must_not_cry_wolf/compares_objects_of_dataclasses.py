# The objects of a dataclass are equal if their fields are, wherever they lie; a lock that is left out counts for nothing.
from dataclasses import dataclass, field
from threading import Lock, Thread


@dataclass
class Stop:
    pass


@dataclass
class Score:
    points: int = 0
    seen: list = field(default_factory=list)
    lock: Lock = field(default_factory=Lock, compare=False)

    def goal(self):
        with self.lock:
            self.points += 1
            self.seen.append(Stop())


@dataclass(slots=True, order=True)
class Table:
    rows: list


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    score = Score()
    run(score.goal, score.goal)
    assert score == Score(2, [Stop(), Stop()])
    assert score != Score(1, [Stop(), Stop()])
    assert {"home": [Table([score])]} == {"home": [Table([Score(2, [Stop(), Stop()])])]}
    assert Stop() in score.seen
