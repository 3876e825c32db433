# Whether an object without references is gone depends on the garbage collector.
import weakref


class Node:
    pass


node = Node()
reference = weakref.ref(node)
node = None


def test():
    assert reference() is None
