# The result is read though nobody waited for the thread.
# Kind: assertion
from threading import Thread

result = []


def test():
    Thread(target=lambda: result.append(1)).start()
    assert result == [1]
