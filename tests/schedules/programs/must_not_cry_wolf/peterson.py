# Peterson's algorithm keeps two threads apart.
from threading import Thread

from threadlab import Recorder

wants = [False, False]
turn = 0
room = Recorder()


def work(me):
    global turn
    wants[me] = True
    turn = 1 - me
    while wants[1 - me] and turn == 1 - me:
        pass
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
