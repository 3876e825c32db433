# A set changes size while another thread iterates over it.
# Kind: exception
from threading import Thread

members = {1, 2}


def read():
    for member in members:
        str(member)


def leave():
    members.discard(1)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(read, leave)
