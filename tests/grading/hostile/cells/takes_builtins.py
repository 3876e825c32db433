# Takes functions out of the builtins.
# verdict: undecided
print(__builtins__["open"]("/etc/passwd").read())
