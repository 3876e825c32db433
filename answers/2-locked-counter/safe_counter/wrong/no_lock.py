# Mistake: no lock at all.
# Fails: safe_counter--increment, safe_counter--update
class SafeCounter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1

    def update(self, function):
        self.value = function(self.value)
