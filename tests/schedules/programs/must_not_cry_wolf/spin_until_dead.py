# The main thread polls is_alive instead of joining.
from threading import Thread

done = []


def test():
    thread = Thread(target=lambda: done.append(1))
    thread.start()
    while thread.is_alive():
        pass
    assert done == [1]
