"""How gunicorn serves the site, on every machine. The demo and the tests set BIND."""

import os

from gunicorn.glogging import Logger

from config.logs import without_token

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
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
# The path alone: a query may hold what a reader typed.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
accesslog = os.environ.get("ACCESS_LOG") or None


class WithoutSecrets(Logger):
    def atoms(self, *answered):
        atoms = super().atoms(*answered)
        return atoms | {"U": without_token(atoms["U"] or "")}

    def exception(self, message, *about, **more):
        """What fails past Django is named by its whole address, query and all."""
        paths = (without_token(str(one).partition("?")[0]) for one in about)
        super().exception(message, *paths, **more)


logger_class = WithoutSecrets
