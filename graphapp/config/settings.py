"""Django's settings. Safe by default: without any variable set this is a private, working installation.

Only names and values here; what needs a decision at run time belongs to the app that decides.
"""

from __future__ import annotations

from csp.constants import NONE, SELF

from graphapp.config.environment import BASE_DIR, data_dir, database, env, names, secret_key, server, whole_number

DATA_DIR = data_dir()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(DATA_DIR)
HOST = env.str("HOST", default="127.0.0.1")
PORT = whole_number("PORT", default=8000, most=65535)
ALLOWED_HOSTS = names("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", HOST])
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC = env.bool("PUBLIC", default=True)
EXTRACTOR = env.str("EXTRACTOR", default="builtin")
GRAPH_URL = env.str("GRAPH_URL", default="embedded")
GRAPH_DATABASE = env.str("GRAPH_DATABASE", default="neo4j")

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_vite",
    "django_prometheus",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "graphapp.web",
    "graphapp.accounts",
    "graphapp.graph",
    "graphapp.videos",
    "graphapp.runs",
    "graphapp.curation",
    "graphapp.explorer",
    "graphapp.assistant",
]

MIDDLEWARE = [
    "graphapp.web.heads.Heads",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "graphapp.web.legible.LegibleAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django_htmx.middleware.HtmxMiddleware",  # before all that may refuse: who asks for a part is refused as a part
    "graphapp.accounts.caching.OwnAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "graphapp.web.slashes.Slashes",
    "graphapp.web.lengths.LengthStated",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "graphapp.accounts.pace.WritePace",
    "graphapp.accounts.middleware.SignInWall",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "graphapp.web.errors.ErrorMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "graphapp.config.urls"
WSGI_APPLICATION = "graphapp.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "graphapp.web.context.site",
                "graphapp.accounts.context.roles",
            ],
        },
    },
]

DATABASES = {"default": database(default=f"sqlite:///{DATA_DIR / 'saidgraph.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Web and worker share the file: readers must not wait for the writer, a writer takes its lock at once, in turn.
    DATABASES["default"]["ENGINE"] = "graphapp.config.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
        # pages of 4 kB; usually a worker has written them back long before (graphapp.config.sqlite.writing_back)
        "PRAGMA wal_autocheckpoint=16000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"] = {
        # As for rows in memory or on flash: the server's default is for a spinning disk, and has whole tables read.
        "options": "-c random_page_cost=1.1 -c jit=off",
        # One that is cut off is given up within half a minute; the system itself would wait for a quarter of an hour.
        "connect_timeout": 5,
        "tcp_user_timeout": 20_000,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    } | DATABASES["default"].get("OPTIONS", {})

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE = "UTC"

AUTHENTICATION_BACKENDS = ["graphapp.accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "/accounts/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("app", BASE_DIR / "frontend" / "dist")]
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": BASE_DIR / "frontend" / "dist" / "manifest.json",
        "static_url_prefix": "app",
    }
}
# Served from where they lie, so that no copy has to be kept in step; built names carry their hash.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/app/assets/.+-[\w-]{8,}\.\w+$"

# Cookies, frames, referrers and guessed types: what Django does by itself is the strict way.
# Sites that may show a video's graph within a page of theirs (`/videos/SLUG/embed/`); every other page is never framed.
EMBED_ALLOWED = names("EMBED_ALLOWED", default=[])
# Plain HTTP is for one's own machine; behind a TLS proxy HTTPS=true turns the rest on.
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# probes on the machine itself ask past the proxy; neither says anything of anybody
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Both speak for hosts beside this one, and browsers keep them for a year: only who answers for the whole domain may ask
# for that, so that the deployment check's advice to turn them on is not for everybody.
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = HTTPS and env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# So many of our own stand between people and this server, and add whom they saw to X-Forwarded-For.
PROXIES = whole_number("PROXIES", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "https:", "http:"],
        "frame-src": ["https://www.youtube-nocookie.com"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT_BYTES + 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "graphapp.web.limits.LimitUpload",  # first: it ends an upload at the limit, before it fills memory or disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CSRF_FAILURE_VIEW = "graphapp.web.errors.page_forged"

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "graphapp.accounts.openapi.RoleSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "graphapp.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["graphapp.accounts.permissions.RolePermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["graphapp.web.limits.LimitedJSONParser"],
    "URL_FORMAT_OVERRIDE": None,  # `format` is a parameter of some calls, and of the rest none
    "DEFAULT_PAGINATION_CLASS": "graphapp.web.paging.CursorPages",
    "EXCEPTION_HANDLER": "graphapp.web.errors.handle_api_error",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "ENUM_NAME_OVERRIDES": {
        "DecisionKind": "graphapp.videos.premises.judging.KINDS",
        "SearchKind": "graphapp.explorer.search.finding.KINDS",
    },
    "TITLE": "Saidgraph API",
    "DESCRIPTION": "Videos, what is said in them, and how it connects.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "graphapp.web.openapi.add_errors",
        "graphapp.web.openapi.allow_likeness",
    ],
}

BROKER_URL = server("BROKER_URL")

WRITES_PER_MINUTE = whole_number("WRITES_PER_MINUTE", default=300)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
CACHE_URL = server("CACHE_URL")
HERE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}
# A server that does not answer is waited for shortly: who adds something waits as long.
CACHE_PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 1}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": CACHE_PATIENCE,
    }
    if CACHE_URL
    else HERE,
    "here": HERE,
}

LOG_FORMAT = env.str("LOG_FORMAT", default="text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {
            "()": "graphapp.web.logs.TextLines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "graphapp.web.logs.JsonLines"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json" if LOG_FORMAT == "json" else "text"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "graphapp": {"level": "INFO"},
        "ingest": {"level": "INFO"},
        "django.request": {"level": "ERROR"},  # what a visitor gets wrong is no news for who runs the server
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # nor whom it asks for, with a traceback each time
    },
}
