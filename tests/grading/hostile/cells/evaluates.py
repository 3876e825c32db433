# Runs text as code.
# verdict: undecided
exec("import os; print(os.listdir('/'))")
print(eval("__import__('os').environ"))
