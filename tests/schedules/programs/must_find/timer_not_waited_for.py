# The result of a Timer is read before it has fired.
# Kind: assertion
import threading

done = []


def test():
    threading.Timer(0.0, done.append, args=[1]).start()
    assert done == [1]
