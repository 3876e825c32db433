# Reads the instructor's notebook.
# inside: PermissionError
# without: gains
gained = open(request["source"]).read()
