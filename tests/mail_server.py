"""A real SMTP server on loopback, that can be told to refuse, to stall, and to be down."""

import asyncio
import email.policy
import logging
import socket
import threading
from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.smtp import SMTP
from django.test import override_settings

logging.getLogger("mail.log").setLevel(logging.ERROR)  # every line of every session else
PATIENCE = 1  # seconds that a client of `mailing_to` waits for an answer


class MailServer:
    """`messages` are what it took, parsed, in order; each has `rcpt`, whom the envelope names."""

    def __init__(self):
        self.messages, self.connections = [], 0
        self.refused, self.postponed = set(), set()  # addresses: 550, and 451
        self.answer_to_data = ""  # instead of taking it
        # "connect", "EHLO", "DATA" (nothing was taken) or "taken": from there on it says nothing.
        self.hangs_at = ""
        self.hangs_up_at = ""  # the same, and the connection ends
        self.port = _free_port()
        self._thread = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_exception):
        self.stop()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}?timeout={PATIENCE}"

    def start(self):
        listening = threading.Event()
        self._thread = threading.Thread(
            target=asyncio.run, args=(self._serve(listening),), daemon=True
        )
        self._thread.start()
        if not listening.wait(10):
            raise RuntimeError("The mail server did not start.")

    def stop(self):
        """Whoever is being served finds the connection closed."""
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
            self._thread = None

    def to(self, address):
        return [message for message in self.messages if message.rcpt == address]

    # What aiosmtpd asks of a handler ---------------------------------------------------------

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        await self._perhaps_no_more("EHLO", server)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return f"550 5.1.1 <{address}> is nobody here"
        if address in self.postponed:
            return "451 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await self._perhaps_no_more("DATA", server)
        if self.answer_to_data:
            return self.answer_to_data
        message = message_from_bytes(envelope.content, policy=email.policy.default)
        message.raw, (message.rcpt,) = envelope.content, envelope.rcpt_tos
        self.messages.append(message)
        await self._perhaps_no_more("taken", server)
        return "250 Taken"

    # -----------------------------------------------------------------------------------------

    async def _serve(self, listening):
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._protocols = []
        server = await self._loop.create_server(self._protocol, "127.0.0.1", self.port)
        listening.set()
        await self._stopping.wait()
        server.close()
        for protocol in self._protocols:
            if protocol.transport is not None:
                protocol.transport.abort()
        await server.wait_closed()

    def _protocol(self):
        self.connections += 1
        if self.hangs_at == "connect":
            protocol = _Silent()
        else:
            protocol = SMTP(self, loop=self._loop, hostname="mail.test", ident="tests")
        self._protocols.append(protocol)
        return protocol

    async def _perhaps_no_more(self, moment, server):
        if self.hangs_up_at == moment:
            server.transport.abort()
        if self.hangs_at == moment:
            await asyncio.Event().wait()


class _Silent(asyncio.Protocol):
    transport = None

    def connection_made(self, transport):
        self.transport = transport


@contextmanager
def mailing_to(server):
    """Within it, Django's mail goes to that server."""
    options = {"host": "127.0.0.1", "port": server.port, "timeout": PATIENCE}
    mailer = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
    with override_settings(MAILERS={"default": mailer}):
        yield server


def text_of(message):
    return message.get_body(["plain"]).get_content().replace("\r\n", "\n")


def html_of(message):
    return message.get_body(["html"]).get_content().replace("\r\n", "\n")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
