# Waits for input that never comes.
# inside: EOFError
# without: not tried, nothing to gain
input()
