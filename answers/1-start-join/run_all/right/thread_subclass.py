# Style: a subclass of Thread that keeps the result of its function.
import threading


class Runner(threading.Thread):
    def __init__(self, function):
        super().__init__()
        self.function = function
        self.result = None

    def run(self):
        self.result = self.function()


def run_all(functions):
    runners = [Runner(function) for function in functions]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    return [runner.result for runner in runners]
