# At most two of three threads are inside.
from threading import BoundedSemaphore, Thread

from threadlab import Recorder

permits = BoundedSemaphore(2)
room = Recorder()


def work():
    with permits:
        room.enter()
        room.leave()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work, work)
    assert room.most_inside <= 2
