# Style: a dataclass as a box for each function's result.
import threading
from dataclasses import dataclass


@dataclass
class Box:
    function: object
    result: object = None

    def fill(self):
        self.result = self.function()


def run_all(functions):
    boxes = [Box(function) for function in functions]
    threads = [threading.Thread(target=box.fill) for box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [box.result for box in boxes]
