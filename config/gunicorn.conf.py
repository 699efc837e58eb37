"""How gunicorn serves the site, on every machine. The demo and the tests set BIND."""

import ctypes
import gc
import os

from gunicorn.glogging import Logger

from config.logs import JsonLine, shown, without_token

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "16"))
timeout = 30  # seconds
graceful_timeout = 10  # seconds
keepalive = 5  # seconds
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = True
control_socket_disable = True
# Or a header could say SCRIPT_NAME, and every address of ours would begin with a stranger's path.
forwarder_headers = ""
loglevel = os.environ.get("SERVER_LOG_LEVEL", "warning")
# The path alone: a query may hold what a reader typed. Nobody's address: it would be kept here
# for longer than the settings say.
access_log_format = '%({x-request-id}o)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
accesslog = os.environ.get("ACCESS_LOG") or None
# glibc's mallopt by its own numbers, set before any thread is: an arena for each of them kept what
# one large page once took, a hundred megabytes in all. What is large goes back to the system.
ALLOCATOR = {
    "ARENA_MAX": (-8, 1),
    "MMAP_THRESHOLD": (-3, 64 * 1024),
    "TRIM_THRESHOLD": (-1, 8 << 20),
}
TRIMMED_EVERY = 500  # requests: what lies free between what is kept goes back too, in 3 ms
LIBC = ctypes.CDLL(None)
_mallopt, _trim = (getattr(LIBC, name, lambda *_: None) for name in ("mallopt", "malloc_trim"))
FACTS = {"method": "m", "path": "U", "status": "s", "bytes": "B", "milliseconds": "M"}


def when_ready(_server):
    """What was imported before the workers are forked stays theirs together: gc writes into it."""
    gc.collect()
    gc.freeze()


def post_request(worker, _request, _environ, _response):
    if worker.nr % TRIMMED_EVERY == 0:
        _trim(0)


def _spare_memory():
    for option, value in ALLOCATOR.values():
        _mallopt(option, value)


class WithoutSecrets(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        if os.environ.get("LOG_FORMAT") == "json":
            for handler in (*self.error_log.handlers, *self.access_log.handlers):
                handler.setFormatter(JsonLine())

    def access(self, resp, req, environ, request_time):
        """As text, and as facts for who wants them apart."""
        if self.access_log_enabled:
            atoms = self.atoms(resp, req, environ, request_time)
            facts = {name: atoms[atom] for name, atom in FACTS.items()}
            safe = self.atoms_wrapper_class(atoms)
            self.access_log.info(access_log_format, safe, extra={"facts": facts})

    def atoms(self, *answered):
        atoms = super().atoms(*answered)
        # WSGI's strings are bytes in disguise; a line break among them would forge a line.
        path = (atoms["U"] or "").encode("latin-1", "replace").decode("utf-8", "replace")
        return atoms | {"U": shown(path)}

    def exception(self, message, *about, **more):
        """What fails past Django is named by its whole address, query and all."""
        paths = (without_token(str(one).partition("?")[0]) for one in about)
        super().exception(message, *paths, **more)


logger_class = WithoutSecrets
_spare_memory()
