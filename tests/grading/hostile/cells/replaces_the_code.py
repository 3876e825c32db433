# Puts other code into a function.
# verdict: undecided
def nothing(times):
    pass


increment.__code__ = nothing.__code__
