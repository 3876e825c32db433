# The result is read after the join.
from threading import Thread

result = []


def test():
    thread = Thread(target=result.append, args=(1,))
    thread.start()
    thread.join()
    assert result == [1]
    assert not thread.is_alive()
