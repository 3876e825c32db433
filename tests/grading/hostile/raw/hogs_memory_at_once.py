# Asks for more memory than there is.
# inside: used more than 256 MiB of memory
# without: not tried, too dangerous
hoard = bytearray(1 << 40)
gained = True
