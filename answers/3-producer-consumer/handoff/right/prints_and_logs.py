# Style: prints and logs what happens.
import logging
import threading


logging.basicConfig(level=logging.INFO)
log = logging.getLogger("handoff")


class Handoff:
    def __init__(self):
        self.lst = list()
        self.lock = threading.Condition()

    def put(self, item):
        with self.lock:
            while len(self.lst) > 0:
                print("put has to wait")
                self.lock.wait()
            self.lst.append(item)
            log.info("put %r", item)
            self.lock.notify_all()

    def take(self):
        with self.lock:
            while len(self.lst) == 0:
                print("take has to wait")
                self.lock.wait()
            x = self.lst[0]
            del self.lst[0]
            log.info("took %r", x)
            self.lock.notify_all()
            return x
