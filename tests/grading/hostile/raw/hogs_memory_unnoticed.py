# Swallows the error, and asks again.
# inside: used more than 256 MiB of memory
# without: not tried, too dangerous
hoard = []
size = 1 << 28
while size > 1 << 12:
    try:
        hoard.append(bytearray(size))
    except MemoryError:
        size //= 2
hoard.append(bytearray(1 << 28))
