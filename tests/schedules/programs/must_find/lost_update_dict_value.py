# A value in a dict: get, then store.
# Kind: assertion
from threading import Thread

votes = {}


def vote():
    votes["yes"] = votes.get("yes", 0) + 1


def run(*targets):
    threads = [Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test():
    run(vote, vote)
    assert votes["yes"] == 2
