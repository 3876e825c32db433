# Mistake: collects the results first and joins afterwards.
# Fails: run_all--results-in-order (assertion)
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
    results = [runner.result for runner in runners]
    for runner in runners:
        runner.join()
    return results
