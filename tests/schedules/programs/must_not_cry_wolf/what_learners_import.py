# Logging, output and text of exceptions beside a counter that is locked as it should be.
import logging
import os  # noqa: F401 - as learners leave it
import sys
import threading
import traceback
import warnings
from contextlib import ExitStack
from datetime import datetime

__author__ = "student-01"
__email__ = "student-01@example.org"

logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(threadName)s] %(message)s")
log = logging.getLogger(__name__)
lock = threading.Lock()
n = 0


def add():
    global n
    log.info("begins at %s", datetime.now().strftime("%H:%M"))
    with ExitStack() as stack:
        stack.enter_context(lock)
        n += 1
    try:
        raise ValueError(n)
    except ValueError:
        print(traceback.format_exc(), file=sys.stderr)
        assert sys.exc_info()[0] is ValueError
    warnings.warn("done", stacklevel=2)


if __name__ == "__main__":
    n = 0


def test():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert n == 2
