# Reads the namespace that a function runs in.
# verdict: undecided
print(increment.__globals__["__builtins__"])
