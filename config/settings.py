"""All settings. Whatever differs between sites comes from the environment, read here alone."""

import sys
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from environs import Env, EnvError, validate

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()


def refuse(message):
    """End here, with one line that says what to do: a half-configured site must not start."""
    sys.exit(f"Mentoring Notes can't start: {message}")


try:
    env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")), recurse=False)

    # The demo is the production site on loopback: http cookies, no HSTS, known logins.
    DEMO = env.bool("DEMO", False)
    DEBUG = env.bool("DEBUG", False)
    SECRET_KEY = env.str("SECRET_KEY")
    SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
    SITE_URL = env.str("SITE_URL").rstrip("/")
    EXTRA_HOSTS = env.list("ALLOWED_HOSTS", [])
    # Networks whose X-Forwarded-For and X-Forwarded-Proto are believed, e.g. "127.0.0.1/32".
    TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", [])
    TIME_ZONE = env.str("TIME_ZONE", "UTC")
    LANGUAGE_CODE = env.str("LANGUAGE", "en-gb")
    DATABASE = env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR}/var/notes.sqlite3")
    CACHE_URL = env.str("CACHE_URL", "")
    # Of public pages, each server process keeps as much as this; 0 keeps none.
    PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", 4)
    # How long a CDN may answer by itself; what a moderator decides is seen that much later.
    CDN_SECONDS = env.int("CDN_SECONDS", 0)
    MAIL = env.dj_email_url("MAIL_URL")
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM")
    TASKS_BACKEND = env.str("TASKS_BACKEND", "django_tasks_db.DatabaseBackend")
    # Of staff, at sign-in: each person's own choice, or a must.
    SECOND_FACTOR = env.str(
        "SECOND_FACTOR", "optional", validate=validate.OneOf(["optional", "required"])
    )
    HSTS_SECONDS = env.int("HSTS_SECONDS", int(timedelta(days=730).total_seconds()))
    LOG_LEVEL = env.log_level("LOG_LEVEL", "INFO")
    # For people, or an object a line for what collects logs.
    LOG_FORMAT = env.str("LOG_FORMAT", "line", validate=validate.OneOf(["line", "json"]))
except EnvError as error:
    refuse(f"{error}. See the settings table in README.md.")

if len(SECRET_KEY) < 50:
    refuse("SECRET_KEY is shorter than 50 characters. Make one with: openssl rand -base64 60")
if not DEMO and not SITE_URL.startswith("https://"):
    refuse("SITE_URL must begin with https:// (only DEMO=1 may be served without TLS).")
for _proxy in TRUSTED_PROXIES:
    try:
        ip_network(_proxy, strict=False)
    except ValueError:
        refuse(f"TRUSTED_PROXIES names {_proxy!r}, which is no network such as 127.0.0.1/32.")

# Addresses -----------------------------------------------------------------------------------

_site = urlsplit(SITE_URL)
if not _site.hostname:
    refuse("SITE_URL must be an address such as https://notes.example.org")
ALLOWED_HOSTS = [_site.hostname, *EXTRA_HOSTS]
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
ROOT_URLCONF = "config.urls"
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "config.wsgi.application"

# Parts ---------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "comments",
    "posts",
    "taggit",
    "crispy_forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "config.sign_in",
    "config.running",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.running.probes.AnswerProbes",
    "config.headers.CrossOriginHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.encoding.Utf8Only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "config.sign_in.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "comments.readers.own_comments.KeepPrivate",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "posts.context_processors.site",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "notes"
TAGGIT_CASE_INSENSITIVE = True

# Data ----------------------------------------------------------------------------------------

DATABASES = {"default": DATABASE | {"ATOMIC_REQUESTS": False}}
if DATABASE["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: writers queue for the lock instead of failing when they upgrade to it.
    DATABASES["default"] |= {
        "OPTIONS": {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                # Kilobytes of each thread's own: little, for the mapped file and the system's cache
                # are everybody's, and 16,000 of them made no page cheaper.
                "PRAGMA mmap_size = 134217728; PRAGMA cache_size = -500;"
                # What is erased is overwritten, not left in free pages of the file.
                "PRAGMA secure_delete = ON"
            ),
        },
        # A file: with the in-memory database many threads see "database table is locked".
        "TEST": {"NAME": BASE_DIR / "var" / "test.sqlite3"},
    }
else:
    DATABASES["default"] |= {
        "CONN_HEALTH_CHECKS": True,
        # Seconds, the last in milliseconds: a server whose machine vanished must not hold up a
        # thread for the quarter of an hour that TCP would wait.
        "OPTIONS": {
            "connect_timeout": 5,
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
            **DATABASE.get("OPTIONS", {}),
        },
    }
DATABASES["default"]["CONN_MAX_AGE"] = 300  # seconds
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "config.running.redis_cache.RedisThatMayBeGone",
        "LOCATION": CACHE_URL,
        # Seconds: a cache that hangs must not hold up a reader.
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # counters among them, which a crowd must not push out
    }
}

TASKS = {"default": {"BACKEND": TASKS_BACKEND}}

MAILERS = {
    "default": {
        "BACKEND": MAIL["EMAIL_BACKEND"],
        "OPTIONS": {
            "django.core.mail.backends.smtp.EmailBackend": {
                "host": MAIL["EMAIL_HOST"],
                "port": MAIL["EMAIL_PORT"],
                "username": MAIL["EMAIL_HOST_USER"] or "",
                "password": MAIL["EMAIL_HOST_PASSWORD"] or "",
                "use_tls": MAIL["EMAIL_USE_TLS"],
                "use_ssl": MAIL["EMAIL_USE_SSL"],
                "timeout": MAIL["EMAIL_TIMEOUT"] or 20,  # seconds
            },
            "django.core.mail.backends.filebased.EmailBackend": {
                "file_path": str(BASE_DIR / MAIL["EMAIL_FILE_PATH"])
            },
        }.get(MAIL["EMAIL_BACKEND"], {}),
    }
}

# Language and time ---------------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]

# Static files --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(BASE_DIR / "var" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}

# Signing in ----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
PASSWORD_RESET_TIMEOUT = int(timedelta(days=1).total_seconds())
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=30)
# Per name *and* network address: a stranger can't lock the editors out of their own site.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_USERNAME_CALLABLE = "config.sign_in.username"
AXES_CLIENT_IP_CALLABLE = "comments.client.address_of"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Safety --------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    # The one foreign page: a video's player, made only when a reader presses play.
    "frame-src": ["https://www.youtube-nocookie.com"],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "upgrade-insecure-requests": not DEMO,
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else HSTS_SECONDS
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())

# Bounds on what a request may carry, before any of our own code looks at it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# Logs ----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "config.logs.NameTheRequest"}},
    "formatters": {
        "line": {"()": "config.logs.Line"},
        "json": {"()": "config.logs.JsonLine"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request"],
            "formatter": LOG_FORMAT,
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    # Ours is the only handler: Django's own would mail a failed request's form to the admins.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "axes": {"level": "WARNING"},
    },
}
