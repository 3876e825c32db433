# Two pushes onto a linked list under a lock.
import threading
from threading import Thread

head = None
lock = threading.Lock()


class Node:
    def __init__(self, after):
        self.after = after


def push():
    global head
    with lock:
        head = Node(head)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(push, push)
    assert head.after is not None and head.after.after is None
