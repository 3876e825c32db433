# An exception in a thread is caught there and handed over.
from threading import Thread

problems = []


def work():
    try:
        {}["missing"]
    except KeyError as error:
        problems.append(error)


def test():
    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert len(problems) == 1
