# An object that becomes None between the test and the use.
# Kind: exception
from threading import Thread


class Log:
    def write(self):
        pass


log = Log()


def use():
    if log is not None:
        log.write()


def close():
    global log
    log = None


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(use, close)
