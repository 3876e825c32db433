# notify() needs the Condition's lock.
# Kind: exception
import threading

condition = threading.Condition()


def test():
    condition.notify_all()
