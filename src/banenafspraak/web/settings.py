"""Django's settings. What differs from one installation to another stands in installation.py, all of it."""

from pathlib import Path

from django.utils.csp import CSP

from banenafspraak.web.installation import PostgreSQL, from_environment

WEB = Path(__file__).parent
BUILT = WEB / "built"
INSTALLATION = from_environment()
YEAR = 365 * 24 * 3600
SMALL_BODY = 1024 * 1024

SECRET_KEY = INSTALLATION.secret_key
DEBUG = False
ALLOWED_HOSTS = list(INSTALLATION.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [INSTALLATION.public_url] if INSTALLATION.public_url else []

ROOT_URLCONF = "banenafspraak.web.urls"
APPEND_SLASH = True
INSTALLED_APPS = [
    "banenafspraak.web",
    "banenafspraak.apps.audit",
    "banenafspraak.apps.accounts",
    "banenafspraak.apps.work",
    "banenafspraak.apps.mail",
    "banenafspraak.apps.reminders",
    "banenafspraak.apps.counting",
    "banenafspraak.apps.figures",
    "banenafspraak.apps.organisations",
    "banenafspraak.apps.regions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "banenafspraak.web.middleware.address_language",  # first and plain: all that follows runs in one thread
    "django.middleware.security.SecurityMiddleware",
    "banenafspraak.web.middleware.permissions_policy",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "banenafspraak.api.answers.api_answers",
    "banenafspraak.web.middleware.bounded_bodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "banenafspraak.web.middleware.seen",
    "banenafspraak.web.middleware.Doors",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "banenafspraak.web.frame.frame",
            ],
        },
    }
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": INSTALLATION.data_dir / "site.sqlite3",
    "OPTIONS": {
        "timeout": 10,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;",
    },
}


def _postgresql(server: PostgreSQL) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": server.name,
        "USER": server.user,
        "PASSWORD": server.password,
        "HOST": server.host,
        "PORT": server.port or "",
        "OPTIONS": {"pool": True},
    }


DATABASES = {"default": _postgresql(INSTALLATION.database) if INSTALLATION.database else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]

TASKS = {"default": {"BACKEND": "banenafspraak.apps.work.tasks.DatabaseBackend"}}
REGULAR_WORK = {  # by name, every so many seconds
    "counting.clear_expired": 60,
    "mail.ask_due": 20,
    "organisations.clear_imports": 3600,
    "organisations.refresh_regions": 24 * 3600,
    "reminders.tick": 300,
}
WORK_NEEDS = ("banenafspraak.core.counting.own", "duckdb", "pyarrow.parquet")  # a worker loads them before it is asked

# A body is kept in memory and is small; views that take large files read them as a stream (serving.py). So nothing that
# is sent to us touches the disk before a view has seen it.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = SMALL_BODY
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [WEB / "locale"]
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = BUILT / "served"
STATICFILES_DIRS = [BUILT / "made"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = YEAR if INSTALLATION.secure else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTALLATION.secure
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "banenafspraak.web.errors.form_expired"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
