# Mistake: no lock at all.
# Fails: safe_counter--increments-are-not-lost (assertion), safe_counter--update-is-one-step (assertion)
class SafeCounter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1

    def update(self, function):
        self.value = function(self.value)
