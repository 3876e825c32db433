# A test takes no class's own word for what is equal: this one's says that everything is.
# Reason: takes no class's own word for what is equal
from dataclasses import dataclass
from threading import Thread


@dataclass
class Score:
    points: int = 0

    def __eq__(self, other):
        return True

    def goal(self):
        self.points += 1


def test():
    score = Score()
    thread = Thread(target=score.goal)
    thread.start()
    thread.join()
    assert score == Score(5)
