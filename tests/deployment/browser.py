"""A browser with its cookies and an address, that believes the site's own certificate."""

import http.client
import re
import socket
import ssl
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HOST = "notes.example.org"
PATIENCE = 40  # seconds
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.body.decode()


class Browser:
    def __init__(self, port, certificate, address):
        self.port, self.address, self.cookies = port, address, {}
        self.context = ssl.create_default_context(cafile=certificate)

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, form, **headers):
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        headers |= {"Sec-Fetch-Site": "same-origin", "Origin": f"https://{HOST}"}
        return self._ask("POST", path, urlencode(form), headers)

    def token(self, path):
        """What a form of that page carries."""
        return TOKEN.search(self.get(path).text)[1]

    def _ask(self, method, path, body, headers):
        connection = http.client.HTTPSConnection(HOST, context=self.context, timeout=PATIENCE)
        raw = socket.create_connection(
            ("127.0.0.1", self.port), timeout=PATIENCE, source_address=(self.address, 0)
        )
        connection.sock = self.context.wrap_socket(raw, server_hostname=HOST)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers |= {"Cookie": cookies} if cookies else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = Answer(connection.getresponse())
        connection.close()
        for cookie in SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie") or [])).values():
            self.cookies[cookie.key] = cookie.value
        return answer


def ask(port, path, address="127.0.0.1", **headers):
    """(status, body) of one request over plain http, by address as load balancers do."""
    answer = answer_of(port, path, address, **headers)
    return answer.status, answer.text


def answer_of(port, path, address="127.0.0.1", **headers):
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=PATIENCE, source_address=(address, 0)
    )
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = Answer(connection.getresponse())
    connection.close()
    return answer
