# Prints ten megabytes.
# verdict: fails
for _ in range(10):
    print("x" * 1_000_000)
