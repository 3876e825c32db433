# Objects as keys of a dict, compared by identity.
from threading import Thread, current_thread

places = {}


def work():
    places[current_thread()] = len(places)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert len(places) == 2
