# The read and the write hide in vars().
# Kind: assertion
from threading import Thread


class Box:
    pass


box = Box()
box.value = 0


def work():
    fields = vars(box)
    fields["value"] = fields["value"] + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(work, work)
    assert box.value == 2
