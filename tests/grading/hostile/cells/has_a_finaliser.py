# Does something when it is thrown away.
# verdict: undecided
class Repair:
    def __del__(self):
        global counter
        counter = 2


repair = Repair()


def increment(times):
    global repair
    repair = None
