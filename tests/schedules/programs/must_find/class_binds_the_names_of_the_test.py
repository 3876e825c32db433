# Kind: assertion
# The program binds Thread anew, so that nothing would run at the same time; the test has a Thread of its own.
n = 0


class Counter:
    def __init__(self):
        global Thread

        class Thread:
            def __init__(self, target):
                self.target = target

            def start(self):
                self.target()

            def join(self):
                pass

    def add(self):
        global n
        n += 1


def test():
    from threading import Thread

    counter = Counter()
    threads = [Thread(target=counter.add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert n == 2
