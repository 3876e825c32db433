# Has a copy call a function of its choice.
# verdict: undecided
import copy
class P:
    def __reduce__(self): return (globals().__setitem__, ("counter", 2))
copy.copy(P())
