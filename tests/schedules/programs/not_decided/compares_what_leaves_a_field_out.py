# Nor for what does not count: with the points left out each of these objects is equal to each.
# Reason: takes no class's own word for what is equal
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class Score:
    points: int = field(default=0, compare=False)

    def goal(self):
        self.points += 1


def test():
    score = Score()
    thread = Thread(target=score.goal)
    thread.start()
    thread.join()
    assert score == Score(5)
