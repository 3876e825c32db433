# Mistake: The caller gets an exception like the one of the function, but a new one.
# Fails: safe_counter--exception-changes-nothing (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        with self.lock:
            try:
                self.value = function(self.value)
            except Exception as problem:
                raise type(problem)(*problem.args)
