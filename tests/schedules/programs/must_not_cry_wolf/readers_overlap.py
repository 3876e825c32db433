# Some schedule has both readers inside at once.
# Options: want="some"
import threading
from threading import Thread

from threadlab import Recorder

mutex = threading.Lock()
room = Recorder()


def read():
    with mutex:
        pass
    room.enter()
    room.leave()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, read)
    assert room.most_inside == 2
