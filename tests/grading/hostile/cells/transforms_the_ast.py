# Has the shell rewrite every assertion before it is compiled.
# verdict: undecided
import ast


class NoAssertions(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()


get_ipython().ast_transformers.append(NoAssertions())
