# Imports a forbidden module by another one.
# verdict: undecided
import importlib

os = importlib.import_module("os")
print(os.listdir("/"))
