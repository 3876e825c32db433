# Leaves a start-up file that Python would run for the next student.
# inside: PermissionError
# without: gains
with open(request["startup"], "w") as file:
    file.write("points = 99")
gained = True
