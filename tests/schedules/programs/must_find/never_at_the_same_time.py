# One lock around everything: no schedule has both inside.
# Kind: never
# Options: want="some"
import threading
from threading import Thread

from threadlab import Recorder

lock = threading.Lock()
room = Recorder()


def work():
    with lock:
        room.enter()
        room.leave()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert room.most_inside == 2
