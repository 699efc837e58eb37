class NameTheRequest:
    """Puts method and path before a message. Never the query or the form: they hold addresses."""

    def filter(self, record):
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        record.request_line = f"{request.method} {ascii(path)[1:-1]} " if path else ""
        return True
