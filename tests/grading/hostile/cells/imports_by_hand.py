# Imports a forbidden module by a function.
# verdict: undecided
os = __import__("os")
print(os.environ, os.listdir("/"))
