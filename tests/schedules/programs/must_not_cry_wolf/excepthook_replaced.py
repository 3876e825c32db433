# A hook of the program's own is told of an exception that leaves a thread.
import threading

told = []


def hook(args):
    told.append(args.exc_type.__name__)


threading.excepthook = hook


def work():
    raise ValueError("expected")


def test():
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == ["ValueError"]
