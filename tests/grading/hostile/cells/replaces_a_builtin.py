# Replaces a built-in function for everybody.
# verdict: undecided
import builtins

builtins.range = lambda *_: ()
builtins.AssertionError = ValueError
