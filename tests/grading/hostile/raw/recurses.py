# Calls itself for ever.
# inside: RecursionError
# without: not tried, nothing to gain
def again():
    again()


again()
