# Kind: assertion
# The stack is closed before the callback is pushed.
import threading
from contextlib import ExitStack

stack = ExitStack()
called = []


def test():
    threads = [
        threading.Thread(target=stack.callback, args=(called.append, 1)),
        threading.Thread(target=stack.close),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert called == [1]
