# A lost update shows in an object of a dataclass that the test compares with the one it expects.
# Kind: assertion
from dataclasses import dataclass
from threading import Thread


@dataclass
class Score:
    points: int = 0

    def goal(self):
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
    assert score == Score(2)
