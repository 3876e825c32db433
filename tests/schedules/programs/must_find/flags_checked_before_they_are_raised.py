# Flags checked before they are raised: both get in.
# Kind: assertion
from threading import Thread

from threadlab import Recorder

wants = [False, False]
room = Recorder()


def work(me):
    while wants[1 - me]:
        pass
    wants[me] = True
    room.enter()
    room.leave()
    wants[me] = False


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work(0), lambda: work(1))
    assert room.most_inside == 1
