"""Attacks on pages and API: markup in names, forged forms, roles, tokens, guessing, floods, bombs, what logs keep."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from gunicorn.config import Config
from rest_framework.test import APIClient

from graphapp.accounts import pace
from graphapp.accounts.services import TRIES_PER_NAME, make_token, revoke_token
from graphapp.config.environment import BASE_DIR
from graphapp.config.server_lines import ServerLines
from graphapp.runs.models import Followed, Run, State
from graphapp.runs.services import make_source, submit
from graphapp.runs.tasks import wake
from graphapp.videos.models import Video
from graphapp.videos.recording import VideoDetails
from graphapp.web.addresses import shorten_addresses
from graphapp.web.logs import JsonLines, TextLines, hide_secrets
from tests.graphapp.conftest import PASSWORD

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"
WRITING = (
    ("post", "/api/v1/videos/", {"text": "Ada met Grace."}),
    ("post", "/api/v1/decisions/", {"kind": "hide", "entity": "x"}),
    ("delete", "/api/v1/videos/x/", None),
    ("post", "/api/v1/runs/x/cancel/", None),
)


@pytest.fixture(autouse=True)
def fresh_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing counted yet, and no minute that ends in the midst of a test."""
    cache.clear()
    monkeypatch.setattr(pace, "time", SimpleNamespace(time=lambda: 600.0))


@pytest.fixture
def hostile(pipeline: Any) -> Video:
    details = VideoDetails(title=EVIL, channel=EVIL, description=EVIL)
    submit(make_source(f"Ada {EVIL} met Grace in London.".encode(), kind="file", name=EVIL), details=details)
    wake()
    return Video.objects.get()


def test_markup_in_names_is_shown_as_text_on_every_page(hostile: Video) -> None:
    client = Client()
    pages = ["/", f"/videos/{hostile.slug}/", "/runs/", f"/runs/{Run.objects.get().id}/", "/entities/"]
    for path in [*pages, "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E", "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"]:
        answer = client.get(path)
        body = answer.content.decode()
        assert answer.status_code == 200, path
        assert "<script>alert" not in body, path
        assert "<img src=x" not in body, path
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe-inline" not in policy


@pytest.mark.parametrize("path", ["/add/", "/runs/all/", "/runs/followed/add/", "/accounts/sign-out/"])
def test_a_form_that_another_site_sends_is_refused(strict_client: Client, users: Any, path: str) -> None:
    strict_client.force_login(users["editor"])
    before = Run.objects.count()
    answer = strict_client.post(path, {"text": "Ada met Grace.", "url": "https://example.org/", "every": "60"})
    assert answer.status_code == 403
    assert Run.objects.count() == before


def test_a_call_with_somebodys_cookie_but_no_csrf_token_is_refused(users: Any) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(users["editor"])
    for method, path, body in WRITING:
        assert getattr(client, method)(path, body, format="json").status_code == 403


@pytest.mark.parametrize(("method", "path", "body"), WRITING)
def test_writing_needs_an_editor(api_of: Any, method: str, path: str, body: Any) -> None:
    assert getattr(api_of("nobody"), method)(path, body, format="json").status_code == 401
    assert getattr(api_of("reader"), method)(path, body, format="json").status_code == 403


def test_a_token_is_kept_as_a_digest_and_dies_when_it_is_revoked_or_its_owner_leaves(users: Any) -> None:
    token, secret = make_token(users["editor"], label="test")
    assert secret not in str(vars(token))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    ask = lambda: client.post("/api/v1/runs/x/cancel/").status_code  # noqa: E731
    assert ask() == 404
    users["editor"].is_active = False
    users["editor"].save()
    assert ask() == 401
    users["editor"].is_active = True
    users["editor"].save()
    revoke_token(token)
    assert ask() == 401
    client.credentials(HTTP_AUTHORIZATION="Bearer sg_guessed")
    assert ask() == 401


def test_guessing_a_password_ends_soon(users: Any, client: Client) -> None:
    for _ in range(TRIES_PER_NAME):
        client.post("/accounts/sign-in/", {"username": "editor", "password": "guess"})
    right = {"username": "editor", "password": "correct horse battery staple"}
    client.post("/accounts/sign-in/", right)
    assert "_auth_user_id" not in client.session


def guess(client: Client, password: str, *, seen: str) -> bytes:
    return client.post(
        "/accounts/sign-in/", {"username": "editor", "password": password}, HTTP_X_FORWARDED_FOR=seen
    ).content


@pytest.mark.parametrize("seen", ["203.0.113.{0}", "203.0.113.{0}:4711", "[2001:db8:{0}::1]:4711", "[2001:db8:{0}::1]"])
def test_behind_a_proxy_who_guesses_locks_out_nobody_else(settings: Any, users: Any, client: Client, seen: str) -> None:
    settings.PROXIES = 1
    for _ in range(TRIES_PER_NAME):
        guess(client, "wrong", seen=seen.format(5))
    assert b"Too many tries" in guess(client, PASSWORD, seen=seen.format(5).replace("4711", "4712"))
    guess(client, PASSWORD, seen=seen.format(6))
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(("proxies", "rest"), [(0, ""), (1, ", 203.0.113.5"), (2, ", 203.0.113.5, 10.0.0.1")])
def test_who_guesses_can_not_choose_as_whom_to_be_counted(
    settings: Any, users: Any, client: Client, proxies: int, rest: str
) -> None:
    settings.PROXIES = proxies
    for number in range(TRIES_PER_NAME):
        guess(client, "wrong", seen=f"198.51.100.{number}{rest}")
    assert b"Too many tries" in guess(client, PASSWORD, seen=f"198.51.100.99{rest}")


@pytest.mark.parametrize("proxies", [0, 1])
def test_who_guesses_from_one_line_s_many_ipv6_addresses_is_counted_once(
    settings: Any, users: Any, client: Client, proxies: int
) -> None:
    settings.PROXIES = proxies

    def sign_in(password: str, *, seen: str) -> bytes:
        told = {"HTTP_X_FORWARDED_FOR": seen} if proxies else {"REMOTE_ADDR": seen}
        return client.post("/accounts/sign-in/", {"username": "editor", "password": password}, **told).content

    for number in range(TRIES_PER_NAME):
        sign_in("wrong", seen=f"2001:db8:1:2:{number}::1")
    assert b"Too many tries" in sign_in(PASSWORD, seen="2001:db8:1:2:ffff::9")
    sign_in(PASSWORD, seen="2001:db8:1:3::1")
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("seen", ["", "unknown", "a" * 5000, "203.0.113.5,"])
def test_a_header_that_names_no_address_counts_for_whoever_is_connected(
    settings: Any, users: Any, client: Client, seen: str
) -> None:
    settings.PROXIES = 1
    for _ in range(TRIES_PER_NAME):
        guess(client, "wrong", seen=seen)
    assert b"Too many tries" in client.post("/accounts/sign-in/", {"username": "editor", "password": PASSWORD}).content


def test_behind_a_proxy_a_visitor_s_flood_stops_no_other_visitor(settings: Any, client: Client, db: None) -> None:
    settings.PROXIES, settings.WRITES_PER_MINUTE = 1, 1
    codes = [
        client.post("/accounts/sign-in/", HTTP_X_FORWARDED_FOR=f"203.0.113.{last}").status_code for last in (5, 5, 5, 6)
    ]
    assert 429 in codes[1:3]
    assert codes[3] == 200


@pytest.mark.parametrize("who", ["token", "session"])
def test_a_flood_of_changes_is_refused_and_reading_goes_on(settings: Any, api_of: Any, users: Any, who: str) -> None:
    settings.WRITES_PER_MINUTE = 5
    client: Any = api_of("editor") if who == "token" else Client()
    if who == "session":
        client.force_login(users["editor"])
    codes = [client.post(f"/api/v1/runs/{who}{n}/cancel/").status_code for n in range(7)]
    assert codes[-1] == 429
    assert client.get("/api/v1/runs/").status_code == 200
    refused = client.post("/api/v1/runs/x/cancel/")
    assert refused.json()["code"] == "too_many_requests"
    assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_a_part_of_a_page_is_refused_as_a_part(settings: Any, db: None) -> None:
    settings.WRITES_PER_MINUTE = 1
    answers = [Client().post("/desk/undo/", headers={"HX-Request": "true"}) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert answers[-1].content.startswith(b'<p class="notice" role="alert">That were too many changes')


@pytest.mark.parametrize("who", ["nobody", "editor"])
def test_another_header_each_time_is_no_other_writer(settings: Any, users: Any, who: str) -> None:
    settings.WRITES_PER_MINUTE = 5
    client = Client()
    if who == "editor":
        client.force_login(users[who])
    made_up = (f"{scheme} {n}" for n in range(4) for scheme in ("x", "Bearer"))
    codes = [client.post("/api/v1/runs/x/cancel/", headers={"Authorization": header}).status_code for header in made_up]
    assert codes[5:] == [429, 429, 429]


def test_what_changes_nothing_is_no_change(settings: Any, api_of: Any) -> None:
    settings.WRITES_PER_MINUTE = 1
    asked = {"kind": "hide", "entity": "nothing"}
    codes = {api_of("editor").post("/api/v1/decisions/preview/", asked).status_code for _ in range(4)}
    assert codes == {422}


def test_each_token_has_its_own_pace(settings: Any, users: Any) -> None:
    settings.WRITES_PER_MINUTE = 5
    secrets = [make_token(users["editor"], label=label)[1] for label in ("one", "other")]
    for secret in secrets:
        headers = {"Authorization": f"Bearer {secret}"}
        codes = [Client().post("/api/v1/runs/x/cancel/", headers=headers).status_code for _ in range(6)]
        assert codes == [404] * 5 + [429]


def test_a_count_that_the_cache_threw_out_is_no_failure(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WRITES_PER_MINUTE = 5
    monkeypatch.setattr(cache, "add", lambda *_key, **_options: True)
    assert Client().post("/api/v1/runs/x/cancel/").status_code == 401


def test_changes_go_on_and_are_counted_while_the_shared_cache_is_away(
    settings: Any, users: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    settings.CACHES = settings.CACHES | {"default": away}
    settings.WRITES_PER_MINUTE = 2
    monkeypatch.setattr(pace.Shared, "away_until", 0.0)
    signed_in = Client().post("/accounts/sign-in/", {"username": "editor", "password": PASSWORD})
    assert signed_in.status_code == 302
    codes = [Client().post("/api/v1/runs/x/cancel/").status_code for _ in range(2)]
    assert codes == [401, 429]


def test_a_large_upload_ends_at_the_limit(settings: Any, users: Any, api_of: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 100_000
    page = Client()
    page.force_login(users["editor"])
    large = [SimpleUploadedFile(f"{n}.txt", b"Ada met Grace. " * 4000) for n in range(4)]
    assert page.post("/add/", {"file": large}).status_code == 413
    answer = api_of("editor").post("/api/v1/videos/", {"file": large[0], "title": "x" * 200_000}, format="multipart")
    assert answer.status_code in (400, 413)
    two_gigabytes = {"CONTENT_LENGTH": str(2 * 1024**3)}
    answer = api_of("editor").generic("POST", "/api/v1/videos/", b"{}", "application/json", **two_gigabytes)
    assert answer.status_code == 413
    assert not Run.objects.exists()


def test_more_files_than_are_taken_are_refused_with_a_sentence_that_says_so(settings: Any, users: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    page = Client()
    page.force_login(users["editor"])
    answer = page.post("/add/", {"file": [SimpleUploadedFile(f"{n}.txt", b"Ada met Grace.") for n in range(4)]})
    assert answer.status_code == 413
    assert b"2,000 files" in answer.content


def test_json_nested_without_end_is_refused(api_of: Any) -> None:
    body = b'{"text": ' + b"[" * 100_000
    answer = api_of("editor").generic("POST", "/api/v1/videos/", body, "application/json")
    assert answer.status_code == 400


def test_a_file_name_leads_nowhere(users: Any, pipeline: Any, store: Any) -> None:
    page = Client()
    page.force_login(users["editor"])
    page.post("/add/", {"file": SimpleUploadedFile("../../../etc/cron.d/evil", b"Ada met Grace.")})
    assert "/" not in Run.objects.get().source_name


KEYED = "https://ada:hunter22@feeds.example/rss/show?auth=hunter22#hunter22"


@pytest.fixture
def private_feed(hostile: Video) -> list[str]:
    """A private feed's runs, one of which failed, and a video of it: pages and API calls that tell of them."""
    Video.objects.update(source_kind="url", source_name=KEYED)
    problem = {"code": "x", "message": f"{KEYED}: The server answers 503.", "details": {"where": KEYED}}
    look = Run.objects.create(
        source_kind="url", source_name=KEYED, log=[{"at": "", "text": f"The page names {KEYED}."}]
    )
    run = Run.objects.create(source_kind="url", source_name=KEYED, parent=look, state=State.FAILED, error=problem)
    Followed.objects.create(id="0" * 16, address=KEYED, next_at=timezone.now(), error=problem)
    pages = ["/runs/", f"/runs/{look.id}/", f"/runs/{run.id}/", "/runs/followed/", f"/videos/{hostile.slug}/"]
    calls = [f"videos/{hostile.id}/", "runs/", f"runs/{look.id}/", f"runs/{run.id}/"]
    return [*pages, *(f"/api/v1/{call}" for call in calls)]


@pytest.mark.parametrize("role", ["nobody", "reader", "editor"])
def test_keys_in_addresses_of_feeds_are_for_editors(private_feed: list[str], users: Any, role: str) -> None:
    client = Client()
    if role != "nobody":
        client.force_login(users[role])
    answers = {path: client.get(path).content.decode() for path in private_feed}
    told = [path for path, body in answers.items() if "hunter22" in body]
    assert told == ([path for path in private_feed if not path.startswith("/videos/")] if role == "editor" else [])
    named = [path for path, body in answers.items() if "https://feeds.example/rss/show?…" in body]
    assert len(named) == (0 if role == "editor" else len(private_feed) - 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
        ("https://example.org/?key=a: It failed. Try again.", "https://example.org/?…: It failed. Try again."),
        ("Read HTTP://a:b@example.org/x#key, and more.", "Read HTTP://example.org/x?…, and more."),
        ("https://example.org?a@b", "https://example.org?…"),
        ("Why? #1 mail@example.org", "Why? #1 mail@example.org"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_key(text: str, shown: str) -> None:
    assert shorten_addresses(text) == shown


def test_a_text_of_any_length_is_shortened_in_time_that_grows_with_it() -> None:
    ends = "." * 200_000
    assert shorten_addresses(f"https://example.org/?key=a{ends}b") == "https://example.org/?…"
    assert shorten_addresses(f"https://example.org/?key=a{ends}") == f"https://example.org/?…{ends}"


def test_sql_in_a_query_is_text(hostile: Video) -> None:
    for path in ("/api/v1/videos/?q=", "/api/v1/entities/?q=", "/search/?q=", "/api/v1/videos/?channel="):
        assert Client().get(path + "'; DROP TABLE videos_video; --").status_code == 200
    assert Video.objects.exists()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?q=%00", 200),
        ("/?channel=a%00b", 200),
        ("/search/?q=%00", 200),
        ("/paths/?from=%00&to=x", 200),
        ("/explore/?q=%00", 200),
        ("/videos/a%00/", 404),
        ("/entities/a%00/", 404),
        ("/api/v1/videos/a%00/", 404),
        ("/api/v1/videos/?q=%00", 400),
        ("/api/v1/runs/?cursor=%00", 400),
    ],
)
def test_a_zero_byte_in_an_address_is_what_can_not_be_read(client: Client, path: str, status: int) -> None:
    """PostgreSQL takes none as text, and would fail."""
    assert client.get(path).status_code == status


def test_who_asks_for_a_foreign_host_fills_no_log(client: Client) -> None:
    heard = hear(lambda: client.get("/", headers={"Host": "evil.example"}))
    assert heard == ""


def test_metrics_are_for_admins_and_for_who_has_the_token(settings: Any, users: Any, client: Client) -> None:
    assert client.get("/metrics").status_code == 404
    client.force_login(users["editor"])
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "of-prometheus"
    client.logout()
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": "Bearer of-prometheus"})
    assert 'saidgraph_runs{state="queued"} 0.0' in answer.content.decode()
    client.force_login(users["admin"])
    assert client.get("/metrics").status_code == 200


@pytest.mark.parametrize(
    "line",
    [
        "connect bolt://neo4j:hunter22@db:7687 failed",
        "redis://:hunter22@host/0",
        "Authorization: Bearer hunter22-and-more",
        "LLM_API_KEY=hunter22",
        "x-api-key: hunter22",
        '{"password": "hunter22"}',
        "token sg_hunter22hunter22",
    ],
)
def test_secrets_are_taken_out_of_the_log(line: str) -> None:
    assert "hunter22" not in hide_secrets(line)
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (line,), None)
    assert "hunter22" not in TextLines().format(record)
    assert "hunter22" not in json.dumps(json.loads(JsonLines().format(record)))


@pytest.mark.parametrize("part", ["token", "password", "secret_", "a.", "Bearer ", "a://b:", "x=", "token "])
def test_a_line_of_any_length_is_cleaned_in_time_that_grows_with_it(part: str) -> None:
    """Whoever asks for a page writes thousands of letters into the log: its address, and what sends or led them."""
    strange = part * (600_000 // len(part))
    assert "hunter22" not in hide_secrets(f"{strange} API_TOKEN=hunter22")


@pytest.mark.parametrize("written", ["json", "text"])
def test_the_web_servers_own_lines_are_written_as_all_others(
    written: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOG_FORMAT", written)
    (of := Config()).set("accesslog", "-")
    lines = ServerLines(of)
    lines.error("It ended: password=hunter22")
    lines.access_log.info("%(r)s", {"r": "GET /?token=hunter22 HTTP/1.1"})
    told = "".join(capsys.readouterr()).splitlines()
    assert len(told) == 2
    assert "hunter22" not in "".join(told)
    assert all(line.startswith("{") == (written == "json") for line in told)


def test_ordinary_lines_stay_as_they_are() -> None:
    line = "run 12ab failed: https://example.org/feed.xml: The server answers 503."
    assert hide_secrets(line) == line


def test_a_sign_in_that_fails_logs_no_password(users: Any, client: Client) -> None:
    heard = hear(lambda: client.post("/accounts/sign-in/", {"username": "editor", "password": "hunter22"}))
    assert "hunter22" not in heard


def hear(act: Callable[[], Any]) -> str:
    """What goes to the log meanwhile."""
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    try:
        act()
    finally:
        logging.getLogger().removeHandler(handler)
    return heard.getvalue()


def test_the_deployment_check_is_clean_with_production_settings(tmp_path: Any) -> None:
    production = {
        "HTTPS": "true",
        "SECRET_KEY": "only-for-this-check-0123456789-" * 2,
        "ALLOWED_HOSTS": "saidgraph.example",
    }
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    run = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=BASE_DIR,
        env={**inherited, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "graphapp.config.settings"} | production,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("before", [None, 0o644])
def test_the_database_is_its_owners_alone(tmp_path: Path, before: int | None) -> None:
    """Also one of an older release, and whatever the umask is; a folder that others share stays shared."""
    folder = tmp_path / "shared"
    if before:
        folder.mkdir(mode=0o755)
        for name in ("saidgraph.sqlite3", "saidgraph.sqlite3-wal"):
            (folder / name).touch(before)
    ours = {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "graphapp.config.settings"}
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    made = subprocess.run(
        [sys.executable, "-c", "import os; os.umask(0o022); exec(open('manage.py').read())", "migrate", "runs"],
        cwd=BASE_DIR,
        env=inherited | ours,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    rights = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())}
    assert rights["shared"] == ((before and 0o755) or 0o700)
    assert {mode for name, mode in rights.items() if name.startswith("saidgraph.sqlite3")} == {0o600}


@pytest.mark.parametrize(
    ("variables", "promise"),
    [
        ({}, None),
        ({"HSTS_SUBDOMAINS": "true"}, None),
        ({"HTTPS": "true"}, "max-age=31536000"),
        ({"HTTPS": "true", "HSTS_SUBDOMAINS": "true"}, "max-age=31536000; includeSubDomains"),
        (
            {"HTTPS": "true", "HSTS_SUBDOMAINS": "true", "HSTS_PRELOAD": "true"},
            "max-age=31536000; includeSubDomains; preload",
        ),
    ],
)
def test_browsers_are_bound_to_tls_for_this_host_alone_unless_asked(
    tmp_path: Any, variables: dict[str, str], promise: str | None
) -> None:
    ask = (
        "import django; django.setup(); from django.test import Client; "
        "answer = Client().get('/healthz', secure=True, headers={'host': 'localhost'}); "
        "print(answer.headers.get('Strict-Transport-Security'))"
    )
    own = {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "graphapp.config.settings"}
    told = subprocess.check_output(
        [sys.executable, "-c", ask], cwd=BASE_DIR, env=dict(os.environ) | own | variables, text=True
    )
    assert told.strip() == str(promise)


def test_cookies_and_headers_are_strict(client: Client, settings: Any) -> None:
    answer = client.get("/")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert django_settings.SESSION_COOKIE_HTTPONLY
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
