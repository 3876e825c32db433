# What is in a queue before anybody takes comes out in the queue's own order.
import queue
from threading import Thread

stack, ordered = queue.LifoQueue(), queue.PriorityQueue()
for number in (2, 3, 1):
    stack.put(number)
    ordered.put(number)
seen = {}


def drain(name, source):
    seen[name] = [source.get() for _ in range(3)]


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: drain("stack", stack), lambda: drain("ordered", ordered))
    assert seen == {"stack": [1, 3, 2], "ordered": [1, 2, 3]}
