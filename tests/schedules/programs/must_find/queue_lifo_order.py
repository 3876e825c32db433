# A LifoQueue hands over the newest first, if both are there.
# Kind: assertion
import queue
from threading import Thread

stack = queue.LifoQueue()
seen = []


def put():
    stack.put(1)
    stack.put(2)


def take():
    seen.append(stack.get())
    seen.append(stack.get())


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(put, take)
    assert seen == [1, 2]
