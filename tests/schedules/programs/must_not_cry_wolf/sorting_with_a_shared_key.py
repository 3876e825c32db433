# Sorting by attributes that nobody changes meanwhile.
from threading import Thread


class Card:
    def __init__(self, rank):
        self.rank = rank


cards = [Card(2), Card(1)]
ranks = []


def work():
    ranks.append([card.rank for card in sorted(cards, key=lambda card: card.rank)])


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert ranks == [[1, 2], [1, 2]]
