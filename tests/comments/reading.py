"""Pages as a browser reads them, with the standard library's parser."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """The controls of the form with this id: `values` by name, `ticked` the names of boxes."""

    def __init__(self, response, form_id="reply"):
        super().__init__(convert_charrefs=True)
        self.form_id, self.inside, self.textarea = form_id, False, None
        self.values, self.ticked, self.errors = {}, set(), []
        self.found = False
        self.feed(response.content.decode())
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
            self.found = self.found or self.inside
        if not self.inside:
            return
        name = attributes.get("name")
        if tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif tag == "input" and attributes.get("type") == "checkbox":
            if "checked" in attributes:
                self.ticked.add(name)
        elif tag == "input":
            self.values[name] = attributes.get("value", "")
        if attributes.get("aria-invalid") == "true":
            self.errors.append(name)

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            # A browser drops one line feed right after the tag.
            self.values[self.textarea] = self.values[self.textarea].removeprefix("\n")
            self.textarea = None
        elif tag == "form":
            self.inside = False


class Elements(HTMLParser):
    """Every element of some markup, as (tag, attributes), and its text."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.all, self.text = [], ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.all.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def named(self, tag):
        return [attributes for name, attributes in self.all if name == tag]

    @property
    def tags(self):
        return {tag for tag, _attributes in self.all}


def everything_in(response):
    """All that an answer says: status line, headers and body, as one text."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    cookies = response.cookies.output()
    return f"{response.status_code}\n{headers}\n{cookies}\n\n{response.getvalue().decode()}"
