# Readers share, the writer is alone: the first reader locks the room and the last one opens it.
import threading
from threading import Thread

mutex = threading.Lock()
room = threading.Lock()
readers = 0
pair = [0, 0]
seen = []


def read():
    global readers
    with mutex:
        readers += 1
        if readers == 1:
            room.acquire()
    seen.append(pair[0] == pair[1])
    with mutex:
        readers -= 1
        if readers == 0:
            room.release()


def write():
    with room:
        pair[0] = 1
        pair[1] = 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, read, write)
    assert seen == [True, True]
    assert not room.locked()
