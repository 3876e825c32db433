# Maps memory that is shared with nobody.
# inside: used more than 256 MiB of memory
# without: not tried, too dangerous
import mmap

hoard = []
try:
    while True:
        hoard.append(mmap.mmap(-1, 1 << 26))
except OSError:
    raise MemoryError from None
