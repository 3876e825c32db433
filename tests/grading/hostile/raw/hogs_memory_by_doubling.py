# Doubles a text until it does not fit.
# inside: used more than 256 MiB of memory
# without: not tried, too dangerous
text = "x"
while True:
    text += text
