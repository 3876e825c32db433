# Reads a file.
# verdict: undecided
print(open("/etc/passwd").read())
