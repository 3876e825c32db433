# Computes a number too large to wait for.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
7**7**7**7
