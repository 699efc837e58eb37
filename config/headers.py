class CrossOriginHeaders:
    """What Django has no setting for: nobody may load our pages and files into theirs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=()"
        )
        return response
