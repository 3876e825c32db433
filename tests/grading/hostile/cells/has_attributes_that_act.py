# Does something whenever it is looked at.
# verdict: fails
class Counter:
    value = 0

    def __getattribute__(self, name):
        return 2

    def __index__(self):
        return 2

    def __add__(self, times):
        return self


counter = Counter()
