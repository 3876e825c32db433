# Gives a pattern that takes for ever to match.
# inside: used more than 1 s of CPU
# without: not tried, too dangerous
import re

re.match("(a*)*b", "a" * 60)
