# Style: one more lock for everybody, held only while the two locks are being taken.
import threading

taking = threading.Lock()


def transfer(source, target, amount):
    with taking:
        source.lock.acquire()
        if target is not source:
            target.lock.acquire()
    try:
        if source.balance < amount:
            return False
        source.balance -= amount
        target.balance += amount
        return True
    finally:
        source.lock.release()
        if target is not source:
            target.lock.release()
