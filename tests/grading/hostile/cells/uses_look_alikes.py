# Uses letters that Python takes for others.
# verdict: undecided
print(().__ｃlass__.__base__)
