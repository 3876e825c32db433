# is_alive() after a join with a time-out.
# Kind: assertion
from threading import Thread


def test():
    thread = Thread(target=print, args=("done",))
    thread.start()
    thread.join(0.5)
    assert not thread.is_alive()
