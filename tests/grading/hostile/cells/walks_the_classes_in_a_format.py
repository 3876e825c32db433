# Finds dangerous classes through a format string.
# verdict: undecided
print("{0.__class__.__base__.__subclasses__}".format(()))
print("{0.__globals__}".format(increment))
