# The lock that is held is not the Condition's.
# Kind: exception
import threading

lock = threading.Lock()
condition = threading.Condition()


def test():
    with lock:
        condition.wait()
