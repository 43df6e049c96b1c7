"""The one settings file. What differs between machines comes from the environment (README, "Settings")."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from . import environment
from .secret import BASE_DIR, data_dir, read_secret_key

DATA_DIR = data_dir()
SECRET_KEY = read_secret_key()
DEBUG = environment.flag("DEBUG")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

# -- The product -----------------------------------------------------------------------------------------

SITE_NAME = environment.text("SITE_NAME", "研读集")
SITE_SEAL = environment.text("SITE_SEAL", "研")
FOUR_EYES = environment.flag("FOUR_EYES", True)
REVIEW_LEVELS = environment.integer("REVIEW_LEVELS", 1, least=1, most=3)
PAID_ACCESS = environment.choice("PAID_ACCESS", "accounts", {"accounts", "members"})
CONTACT = environment.text("CONTACT")
ICP_NUMBER = environment.text("ICP_NUMBER")
PSB_NUMBER = environment.text("PSB_NUMBER")
SHARE_IMAGE = environment.text("SHARE_IMAGE", "essays/share.png")
SIGNUP_OPEN = environment.flag("SIGNUP_OPEN", True)
STAFF_SECOND_FACTOR = environment.flag("STAFF_SECOND_FACTOR")
READING_SPEED = environment.integer("READING_SPEED", 400, least=50, most=2000)  # 字 a minute
PROOFREADING_CHECKS = environment.words("PROOFREADING_CHECKS")  # dotted paths

# -- Applications ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "essays",
    "ckeditor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "essays.middleware.TraditionalMiddleware",
    "essays.middleware.AddressLocaleMiddleware",
    "essays.middleware.BodyLimitMiddleware",
    "essays.middleware.WholeNextMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "essays.middleware.ReaderMiddleware",
    "essays.middleware.MailingMiddleware",
]

ROOT_URLCONF = "studysite.urls"
WSGI_APPLICATION = "studysite.wsgi.application"

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
                "essays.context.site",
            ],
        },
    },
]

# -- Database and cache ----------------------------------------------------------------------------------

DATABASES = {"default": environment.database("DATABASE_URL", DATA_DIR / "site.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": environment.cache("CACHE_URL"),
    # Of each process: what is in it must not push out what the other holds.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# -- Accounts --------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "essays.accounts.passwords.LongEnough"},
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
    ),
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_ADAPTER = "essays.accounts.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"redeem_code": "10/h/user,60/h/ip"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_FORMS = {
    "login": "essays.accounts.forms.Login",
    "signup": "essays.accounts.forms.Signup",
    "add_email": "essays.accounts.forms.AddEmail",
    "change_password": "essays.accounts.forms.ChangePassword",
    "set_password": "essays.accounts.forms.SetPassword",
    "reset_password": "essays.accounts.forms.ResetPassword",
    "reset_password_from_key": "essays.accounts.forms.ResetPasswordKey",
    "reauthenticate": "essays.accounts.forms.Reauthenticate",
}
MFA_ADAPTER = "essays.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account here may have none
MFA_FORMS = {
    "authenticate": "essays.accounts.forms.Authenticate",
    "reauthenticate": "essays.accounts.forms.ReauthenticateByCode",
    "activate_totp": "essays.accounts.forms.ActivateTOTP",
    "add_webauthn": "essays.accounts.forms.AddKey",
    "edit_webauthn": "essays.accounts.forms.RenameKey",
}

# -- Mail ------------------------------------------------------------------------------------------------

EMAIL_HOST = environment.text("EMAIL_HOST")  # without one, mails are written to the console
EMAIL_PORT = environment.integer("EMAIL_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 5  # seconds somebody who made a move may wait for the mail server
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "desk@localhost")
# Who signs up confirms the address before the first log-in, where there is a mail server that can ask for it.
CONFIRM_EMAIL = environment.flag("CONFIRM_EMAIL", bool(EMAIL_HOST))
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if CONFIRM_EMAIL else "optional"
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*" if CONFIRM_EMAIL else "email", "password1*"]
SITE_URL = environment.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")  # of the links in mails

# -- Security --------------------------------------------------------------------------------------------

HTTPS = environment.flag("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow it on localhost only
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
if environment.flag("BEHIND_PROXY"):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # rate limits count the visitor's address, not the proxy's
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The form of an essay posts eight fields a section: one of several hundred sections must not be lost on saving.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# A pasted document of 20 MB comes as a field of a form, and some bytes of form with it; uploaded files do not count
# here, they go to disk. More is answered by a page that says so (413).
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# No inline script or style anywhere on these pages, so no nonce: a stranger's page is the same bytes for all.
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
# CKEditor 4 writes inline styles and scripts into its editing frame; only the admin forms that hold one get
# this, and even there nothing can be sent elsewhere.
RICH_TEXT_POLICY: dict[str, Any] = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
}
# The bundled CKEditor 4.22.1 is past its end of life. What that risks, and what bounds it (no uploads, its own
# allow-list, nh3 on every save, the policy above), is in the README; the check would hide real warnings.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

# -- Languages and time ----------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "essays" / "locale"]
TIME_ZONE = environment.text("TIME_ZONE", "Asia/Shanghai")
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True

# -- Static files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("STATIC_ROOT", BASE_DIR / "staticfiles")
WHITENOISE_ALLOW_ALL_ORIGINS = False
# CKEditor asks for files by computed names without a hash, so the plain names stay (KEEP_ONLY_HASHED_FILES off).
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if COLLECTED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

# -- Rich text -------------------------------------------------------------------------------------------

CKEDITOR_CONFIGS: dict[str, Any] = {}  # the widget of essays.admin brings its own

# -- Logging ---------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING")},
}
