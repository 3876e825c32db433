# Never ends, where no Python code runs.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
sum(range(10**15))
