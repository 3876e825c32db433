# Readers count themselves without a lock: the room stays locked, or is opened twice.
# Kind: assertion|exception|deadlock
import threading
from threading import Thread

room = threading.Lock()
readers = 0


def read():
    global readers
    readers += 1
    if readers == 1:
        room.acquire()
    readers -= 1
    if readers == 0:
        room.release()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, read)
    assert not room.locked()
