# A shorter time does not make a Timer come first.
# Kind: assertion
import threading

fired = []


def test():
    late = threading.Timer(10, fired.append, ["late"])
    early = threading.Timer(1, fired.append, ["early"])
    late.start()
    early.start()
    late.join()
    early.join()
    assert fired == ["early", "late"]
