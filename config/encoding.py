class Utf8Only:
    """Our pages are UTF-8, and so are their forms, whatever a request claims.

    Python has codecs that are no charsets, rot13 among them, and a form can't be read by those.
    This stands before all that look into forms, Django's CSRF check among them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.encoding is not None:
            request.encoding = "utf-8"
        return self.get_response(request)
