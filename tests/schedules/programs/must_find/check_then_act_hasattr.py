# hasattr, then an attribute that another thread deletes.
# Kind: exception
from threading import Thread


class Box:
    pass


box = Box()
box.value = 1


def read():
    if hasattr(box, "value"):
        box.value


def remove():
    del box.value


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, remove)
