# One Condition for two predicates and notify_all: each is woken for the other, too.
# Options: may_poll=False
import threading
from threading import Thread

condition = threading.Condition()
tea = coffee = False
drunk = []


def drink_tea():
    with condition:
        while not tea:
            condition.wait()
    drunk.append("tea")


def drink_coffee():
    with condition:
        while not coffee:
            condition.wait()
    drunk.append("coffee")


def serve():
    global tea, coffee
    with condition:
        tea = True
        condition.notify_all()
    with condition:
        coffee = True
        condition.notify_all()


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(drink_tea, drink_coffee, serve)
    assert sorted(drunk) == ["coffee", "tea"]
