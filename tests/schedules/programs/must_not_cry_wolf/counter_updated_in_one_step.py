# The results are counted after the joins.
from collections import Counter
from threading import Thread

words = []


def work(word):
    words.append(word)


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(lambda: work("a"), lambda: work("b"), lambda: work("a"))
    assert Counter(words) == {"a": 2, "b": 1}
