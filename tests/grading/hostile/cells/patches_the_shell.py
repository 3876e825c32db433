# Replaces what the shell does with a cell.
# verdict: fails
shell = get_ipython()
type(shell).run_cell_async = lambda *args, **words: None
type(shell).showtraceback = lambda *args, **words: None
