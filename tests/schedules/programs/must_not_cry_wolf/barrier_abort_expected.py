# A broken barrier, and everybody is ready for it.
import threading
from threading import Thread

barrier = threading.Barrier(3)
broken = []


def work():
    try:
        barrier.wait()
    except threading.BrokenBarrierError:
        broken.append(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work, barrier.abort)
    assert broken == [1, 1]
    assert barrier.broken
