# Changes the class of an object by what sets attributes, with the name put together.
# verdict: undecided
class Counter: pass
class Other: pass
Counter().__setattr__("__cl" + "ass__", Other)
