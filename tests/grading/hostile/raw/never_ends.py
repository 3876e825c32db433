# Never ends.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
while True:
    pass
