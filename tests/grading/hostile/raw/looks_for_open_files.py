# Looks for files that somebody left open.
# inside: nothing
# without: not tried, nothing to gain
gained = descriptors()[1:]
