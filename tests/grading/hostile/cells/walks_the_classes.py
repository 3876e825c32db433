# Finds dangerous classes from the class of a tuple.
# verdict: undecided
print(().__class__.__base__.__subclasses__())
counter = 2
