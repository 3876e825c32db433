# Finds dangerous classes through a pattern.
# verdict: undecided
match ():
    case object(__class__=kind):
        print(kind.__base__)
