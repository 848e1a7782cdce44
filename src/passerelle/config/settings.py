"""Settings of the desk. Secrets and places come from the environment (see docs/reference/settings.md)."""

import os

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from passerelle.config import environment as env

HOME = env.home()
SECRET_KEY = env.secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = env.names("PASSERELLE_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.names("PASSERELLE_ORIGINS")
CSRF_FAILURE_VIEW = "passerelle.web.frame.errors.not_from_here"

INSTALLED_APPS = [
    "passerelle.apps.accounts",
    "passerelle.apps.audit",
    "passerelle.apps.library",
    "passerelle.apps.directory",
    "passerelle.apps.events",
    "passerelle.apps.finding",
    "passerelle.apps.ledger",
    "passerelle.apps.correspondence",
    "passerelle.web.frame",
    "passerelle.web.access",
    "passerelle.web.desk",
    "passerelle.web.library",
    "passerelle.web.search",
    "passerelle.web.directory",
    "passerelle.web.events",
    "passerelle.web.ledger",
    "passerelle.web.results",
    "passerelle.web.partnerships",
    "passerelle.web.meetings",
    "passerelle.web.correspondence",
    "passerelle.web.intake",
    "passerelle.web.administration",
    "passerelle.cli",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before static files, which carry the policy too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "passerelle.web.frame.middleware.RefusalMiddleware",
    "passerelle.web.frame.middleware.VisitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "passerelle.config.urls"
WSGI_APPLICATION = "passerelle.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "passerelle.web.frame.context.frame",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.parse(env.database(HOME), conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing, readers never wait for them.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
            " PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Optional language models take part in reading where they are installed and asked for.
MODELS = env.switch("PASSERELLE_MODELS", False)
# Documents are also found by their meaning where the optional encoder is installed.
MEANING = env.switch("PASSERELLE_MEANING", True)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "access/locked.html"
AXES_VERBOSE = False
LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "access:sign-in"

LANGUAGE_CODE = "en"
LANGUAGES = [("fr", _("French")), ("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "passerelle.config.formats"
TIME_ZONE = os.environ.get("PASSERELLE_TIME_ZONE", "UTC")

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Behind a server that ends TLS, PASSERELLE_HTTPS=yes makes cookies secure and asks browsers to stay on HTTPS.
HTTPS = env.switch("PASSERELLE_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Limits of what comes in.
UPLOAD_BYTES = env.number("PASSERELLE_UPLOAD_BYTES", 50_000_000)
FETCH_BYTES = env.number("PASSERELLE_FETCH_BYTES", 20_000_000)
FETCH_SECONDS = env.number("PASSERELLE_FETCH_SECONDS", 30)
# Loopback servers that fetching may reach all the same ("127.0.0.1:8123"); for tests and local mirrors.
FETCH_ALLOWED_HOSTS = env.names("PASSERELLE_FETCH_ALLOWED_HOSTS")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "passerelle.web.intake.receiving.BoundedUpload",
]

# Mail leaves through the server that the environment names; without one, none does.
MAIL_SAFETY = env.choice("PASSERELLE_SMTP_TLS", ("starttls", "tls", "no"))
EMAIL_HOST = os.environ.get("PASSERELLE_SMTP_HOST", "").strip()
EMAIL_PORT = env.number("PASSERELLE_SMTP_PORT", {"starttls": 587, "tls": 465, "no": 25}[MAIL_SAFETY])
EMAIL_HOST_USER = os.environ.get("PASSERELLE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PASSERELLE_SMTP_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SAFETY == "starttls", MAIL_SAFETY == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("PASSERELLE_MAIL_FROM", "").strip()
DESK_ADDRESS = env.address("PASSERELLE_ADDRESS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
