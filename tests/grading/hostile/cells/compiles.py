# Compiles text to code.
# verdict: undecided
code = compile("import os", "test", "exec")
print(code)
