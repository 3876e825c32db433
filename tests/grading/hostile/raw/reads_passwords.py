# Reads the list of users.
# inside: PermissionError
# without: gains
gained = open("/etc/passwd").read()
