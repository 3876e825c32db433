# Fills the memory with small things.
# inside: used more than 256 MiB of memory
# without: not tried, too dangerous
hoard = []
while True:
    hoard.append(bytearray(1000))
