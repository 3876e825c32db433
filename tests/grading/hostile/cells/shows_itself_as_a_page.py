# Has a value that shows itself as a page.
# verdict: fails
class Page:
    def _repr_html_(self):
        return "<script>alert(document.cookie)</script>"


Page()
