# Has the globals of a function from what reads its attributes, with a name put together.
# verdict: undecided
def own(): pass
own.__getattribute__("__glo" + "bals__")["counter"] = 2
