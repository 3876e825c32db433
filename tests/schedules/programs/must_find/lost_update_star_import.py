# The whole module imported with a star.
# Kind: assertion
from threading import *

counter = 0


def work():
    global counter
    counter += 1


def test():
    first, second = Thread(target=work), Thread(target=work)
    first.start()
    second.start()
    first.join()
    second.join()
    assert counter == 2
