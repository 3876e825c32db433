# Two pushes onto a linked list: one node is lost.
# Kind: assertion
from threading import Thread

head = None


class Node:
    def __init__(self, after):
        self.after = after


def push():
    global head
    head = Node(head)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(push, push)
    assert head.after is not None
