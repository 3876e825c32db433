# Two writers of the same value.
from threading import Thread

done = False


def finish():
    global done
    done = True


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(finish, finish)
    assert done is True
