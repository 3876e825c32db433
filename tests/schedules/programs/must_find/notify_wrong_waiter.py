# One Condition for two predicates: the notify wakes the one who cannot use it.
# Kind: lost-wakeup
import threading
from threading import Thread

condition = threading.Condition()
tea = coffee = False


def drink_tea():
    with condition:
        while not tea:
            condition.wait()


def drink_coffee():
    with condition:
        while not coffee:
            condition.wait()


def serve():
    global tea, coffee
    with condition:
        tea = True
        condition.notify()
    with condition:
        coffee = True
        condition.notify()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(drink_tea, drink_coffee, serve)
