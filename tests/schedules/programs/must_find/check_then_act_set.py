# A seat is booked twice.
# Kind: assertion
from threading import Thread

taken = set()
tickets = []


def book():
    if 7 not in taken:
        taken.add(7)
        tickets.append(7)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(book, book)
    assert len(tickets) == 1
