"""Django's settings. What differs from one installation to another stands in installation.py, all of it."""

from pathlib import Path

from django.utils.csp import CSP

from banenafspraak.web.installation import PostgreSQL, from_environment

WEB = Path(__file__).parent
BUILT = WEB / "built"
INSTALLATION = from_environment()
YEAR = 365 * 24 * 3600
SMALL_BODY = 1024 * 1024
REQUEST_THREADS = 16
WORKING_DAY = 12 * 3600
CODE_SECONDS = 15 * 60
ACCOUNT_FORM_NAMES = {
    "login": "LoginForm",
    "request_login_code": "RequestCodeForm",
    "confirm_login_code": "CodeForm",
    "reset_password": "ForgottenForm",
    "confirm_password_reset_code": "PasswordCodeForm",
    "reset_password_from_key": "NewPasswordForm",
    "change_password": "ChangePasswordForm",
    "set_password": "SetPasswordForm",
    "add_email": "AddressForm",
    "confirm_email_verification_code": "AddressCodeForm",
    "reauthenticate": "AgainForm",
}
MFA_FORM_NAMES = {
    "authenticate": "SecondStepForm",
    "reauthenticate": "SecondStepAgainForm",
    "activate_totp": "AppForm",
    "add_webauthn": "PasskeyForm",
    "login_webauthn": "PasskeyLoginForm",
    "authenticate_webauthn": "PasskeyStepForm",
    "reauthenticate_webauthn": "PasskeyAgainForm",
    "edit_webauthn": "PasskeyNameForm",
}

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
    "banenafspraak.apps.schemes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
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
    "banenafspraak.web.limits.Limits",
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
    "CONN_MAX_AGE": None,  # threads that answer stay (serving.py), and to open it takes longer than to ask something
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
        "OPTIONS": {"pool": {"min_size": 4, "max_size": REQUEST_THREADS + 4}},  # four for bodies that are streams
    }


DATABASES = {"default": _postgresql(INSTALLATION.database) if INSTALLATION.database else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"banenafspraak.web.passwords.{name}"} for name in ("LongEnough", "NotCommon", "NotOneself")
]
# Counters of limits lie here too: the usual 300 would let a crowd push them out.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
LOGOUT_REDIRECT_URL = "home"

# Logging in, by allauth in our words: logging_in.py and docs/decisions/0030 say what and why.
ACCOUNT_ADAPTER = "banenafspraak.web.logging_in.AccountAdapter"
ACCOUNT_FORMS = {name: f"banenafspraak.web.logging_in_forms.{form}" for name, form in ACCOUNT_FORM_NAMES.items()}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "banenafspraak.web.logging_in.display"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_SECONDS
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/15m/key",
}
MFA_ADAPTER = "banenafspraak.web.logging_in.SecondStepAdapter"
MFA_FORMS = {name: f"banenafspraak.web.logging_in_forms.{form}" for name, form in MFA_FORM_NAMES.items()}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not INSTALLATION.secure
MFA_TOTP_ISSUER = "banenafspraak"
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute fast or slow
SOCIALACCOUNT_ADAPTER = "banenafspraak.web.logging_in.ElsewhereAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": INSTALLATION.oidc.apps if INSTALLATION.oidc else []}}

TASKS = {"default": {"BACKEND": "banenafspraak.apps.work.tasks.DatabaseBackend"}}
REGULAR_WORK = {  # by name, every so many seconds
    "accounts.forget_sessions": 3600,
    "counting.clear_expired": 60,
    "mail.ask_due": 20,
    "organisations.clear_imports": 3600,
    "organisations.refresh_regions": 24 * 3600,
    "reminders.tick": 300,
    "schemes.refresh_portfolios": 3600,
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
    "form-action": [CSP.SELF, *([INSTALLATION.oidc.origin] if INSTALLATION.oidc else [])],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = YEAR if INSTALLATION.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT = INSTALLATION.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTALLATION.secure else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTALLATION.secure
SESSION_COOKIE_AGE = WORKING_DAY
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "banenafspraak.web.errors.form_expired"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
