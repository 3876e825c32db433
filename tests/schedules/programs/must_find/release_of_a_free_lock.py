# Releasing a lock that is not held.
# Kind: exception
import threading

lock = threading.Lock()


def test():
    lock.release()
