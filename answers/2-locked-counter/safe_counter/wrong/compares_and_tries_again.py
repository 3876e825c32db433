# Mistake: if the value has changed meanwhile, the function is called once more.
# Fails: safe_counter--update-is-one-step (assertion)
import threading


class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            self.value += 1

    def update(self, function):
        while True:
            before = self.value
            after = function(before)
            with self.lock:
                if self.value == before:
                    self.value = after
                    return
