# Finds dangerous classes, by names that it puts together.
# verdict: undecided
kind = getattr((), "__cla" + "ss__")
print(getattr(getattr(kind, "__ba" + "se__"), "__subcl" + "asses__")())
