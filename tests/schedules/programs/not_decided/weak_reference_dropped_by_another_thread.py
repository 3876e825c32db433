# Another thread drops the last reference: what the weak one finds depends on when the object is collected.
import threading
import weakref


class Node:
    pass


node = Node()
reference = weakref.ref(node)
found = None


def look():
    global found
    found = reference()


def drop():
    global node
    node = None


def test():
    threads = [threading.Thread(target=look), threading.Thread(target=drop)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found is not None
