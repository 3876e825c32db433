# Finds dangerous classes through type.
# verdict: undecided
print(type(()).mro()[1].__subclasses__())
