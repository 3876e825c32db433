# Pretends that the instructor interrupted it.
# inside: ended itself (exit status 1)
# without: not tried, nothing to gain
raise KeyboardInterrupt
