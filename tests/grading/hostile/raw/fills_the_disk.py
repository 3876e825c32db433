# Writes until the disk is full.
# inside: PermissionError
# without: not tried, nothing to gain
with open(request["startup"], "w") as file:
    for _ in range(100):
        file.write("x" * 1_000_000)
        file.flush()
gained = True
