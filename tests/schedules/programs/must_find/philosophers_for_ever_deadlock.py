# Philosophers that eat for ever, each taking the left fork first: what is wrong is not that they never end.
# Kind: deadlock
import threading

forks = [threading.Lock() for _ in range(3)]


def dine(seat):
    while True:
        with forks[seat]:
            with forks[(seat + 1) % 3]:
                pass


def test():
    threads = [threading.Thread(target=dine, args=(seat,)) for seat in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
