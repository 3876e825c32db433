# The last line of one thread may come after the line of the main thread, which waits for the other.
# Kind: assertion
from threading import Thread

from threadlab import printed


def test():
    one, other = Thread(target=print, args=("one",)), Thread(target=print, args=("other",))
    one.start()
    other.start()
    one.join()
    print("done")
    other.join()
    assert printed()[-1] == "done"
