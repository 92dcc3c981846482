"""Fetches one address over HTTP, within limits of size, time and redirects, from checked addresses only.

Every hop is resolved once, checked, and connected to by the very address that was checked.
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO
from urllib.parse import urljoin

import httpx

from ingest.errors import AddressRefused, NotChanged, SourceError, SourceUnavailable
from ingest.language.charsets import find_charset, is_utf8, read_stated
from ingest.records import RawSource, Version
from ingest.sources.addresses import Target, check_address
from ingest.sources.contents import source_from_bytes, too_large
from ingest.sources.limits import (
    ATTEMPTS,
    BACKOFF_SECONDS,
    CONNECT_SECONDS,
    MAX_BYTES,
    MAX_MEDIA_BYTES,
    MAX_REDIRECTS,
    MAX_WAIT_SECONDS,
    MEDIA_SECONDS,
    READ_SECONDS,
    TOTAL_SECONDS,
)
from ingest.sources.patience import wait_for
from ingest.sources.recordings import is_recording
from ingest.sources.unpacking import unpack

_AGENT = "Saidgraph (transcript reader)"
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
_CHUNK = 64 * 1024
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_LOOKED_AT = 1000
_WANTED = (
    "text/vtt, application/x-subrip, application/json, application/rss+xml, text/plain, text/html;q=0.8, */*;q=0.5"
)


class _Busy(SourceUnavailable):
    """The server may answer after `wait_seconds`, as it says; 0 where it does not say."""

    def __init__(self, message: str, *, where: str, wait_seconds: float) -> None:
        super().__init__(message, where=where, advice="Try again later.")
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Fetched:
    """`address`: where redirects led. `recording`: it is one, of which no byte is kept here."""

    raw: RawSource
    address: str
    version: Version = Version()
    recording: bool = False


@dataclass(frozen=True, slots=True)
class _Wish:
    """`file`: where a recording goes; without it only text is read, into memory. `known`: what the caller has."""

    url: str
    known: Version = Version()
    file: BinaryIO | None = None

    @property
    def max_bytes(self) -> int:
        return MAX_MEDIA_BYTES if self.file else MAX_BYTES

    @property
    def patience(self) -> float:
        """Seconds."""
        return MEDIA_SECONDS if self.file else TOTAL_SECONDS


def fetch_address(url: str) -> RawSource:
    """The bytes of a text at `url`, tried up to `ATTEMPTS` times where the failure may pass.

    Raises `AddressRefused`, `SourceUnavailable` (may work later) or `SourceError` (will not).
    """
    fetched = fetch(url)
    if fetched.recording:
        raise SourceError("This is a recording, not a text.", where=url)
    return fetched.raw


def fetch(url: str, *, known: Version = Version()) -> Fetched:
    """What is at `url`, and where and in which version. Raises `NotChanged` where it is the `known` one."""
    return _try_often(lambda: _fetch_in_time(_Wish(url, known)))


def fetch_media(url: str, path: Path) -> Fetched:
    """Puts a whole recording at `path`; the bytes in the answer are empty. Raises what `fetch_address` does."""
    return _try_often(lambda: _download(url, path))


def _download(url: str, path: Path) -> Fetched:
    """One attempt, in a file of its own: the one before left a part, and where it took too long may write yet."""
    part = path.with_name(f"{path.name}.{token_hex(4)}")
    try:
        with part.open("xb") as file:
            fetched = _fetch_in_time(_Wish(url, file=file))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return fetched


def _try_often(attempt: Callable[[], Fetched]) -> Fetched:
    for wait in (*BACKOFF_SECONDS[: ATTEMPTS - 1], None):
        try:
            return attempt()
        except SourceUnavailable as error:
            if wait is None:
                raise
            asked = error.wait_seconds if isinstance(error, _Busy) else 0.0
            time.sleep(min(MAX_WAIT_SECONDS, max(wait, asked)))
    raise AssertionError("unreachable")


def _fetch_in_time(wish: _Wish) -> Fetched:
    """A server that sends one byte now and then keeps within every time-out, so the clock is watched from outside."""
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    # Neither proxies nor netrc of the environment: they would get around the check.
    hooks = {"response": [_refuse_bad_redirect]}
    with httpx.Client(trust_env=False, timeout=timeout, follow_redirects=False, event_hooks=hooks) as client:
        try:
            return wait_for(lambda: _fetch_once(wish, client), seconds=wish.patience)
        except TimeoutError:
            raise SourceUnavailable(f"It took longer than {wish.patience:g} seconds.", where=wish.url) from None


def _fetch_once(wish: _Wish, client: httpx.Client) -> Fetched:
    deadline = time.monotonic() + wish.patience
    address = wish.url
    for _ in range(MAX_REDIRECTS + 1):
        with _open(client, check_address(address), known=wish.known) as response:
            if not response.has_redirect_location:
                return _read_response(response, wish=wish, address=address, deadline=deadline)
            address = urljoin(address, response.headers["location"])
    raise AddressRefused(f"It redirects more than {MAX_REDIRECTS} times.", where=wish.url)


def _refuse_bad_redirect(response: httpx.Response) -> None:
    """Before the client reads where it leads, which takes some for a broken connection and dies of others."""
    try:
        if response.has_redirect_location:
            _ = httpx.URL(urljoin(str(response.request.url), response.headers["location"])).host
    except (httpx.InvalidURL, ValueError):
        where = response.request.headers["host"]
        raise AddressRefused("It redirects to something that is not a valid address.", where=where) from None


@contextmanager
def _open(client: httpx.Client, target: Target, *, known: Version) -> Iterator[httpx.Response]:
    failure: httpx.HTTPError | None = None
    for host in target.hosts:
        request = _build_request(client, target, host=host, known=known)
        try:
            response = client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failure = error
            continue
        except httpx.HTTPError as error:
            raise _explain(error, target.name) from None
        try:
            yield response
        except httpx.HTTPError as error:
            raise _explain(error, target.name) from None
        finally:
            response.close()
        return
    raise _explain(failure, target.name)


def _build_request(client: httpx.Client, target: Target, *, host: str, known: Version) -> httpx.Request:
    try:
        url = httpx.URL(target.url)
    except httpx.InvalidURL:
        raise AddressRefused("This is not a valid address.", where=target.name) from None
    headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": _AGENT,
        "Accept-Encoding": "gzip",
        "Accept": _WANTED,
    }
    headers |= _name_known(known)
    pinned = url.copy_with(host=host)
    return client.build_request("GET", pinned, headers=headers, extensions={"sni_hostname": target.name})


def _name_known(known: Version) -> dict[str, str]:
    """What a header can say: a server may name its versions in other letters."""
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in asked.items() if value and value.isascii()}


def _explain(error: httpx.HTTPError | None, name: str) -> SourceError:
    if isinstance(error, httpx.TimeoutException):
        return SourceUnavailable("The server took too long.", where=name, advice="Try again later.")
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError) or error is None:
        return SourceUnavailable("The connection failed.", where=name, advice="Try again later.")
    return SourceError("The server's answer could not be read.", where=name)


def _read_response(response: httpx.Response, *, wish: _Wish, address: str, deadline: float) -> Fetched:
    version = Version(response.headers.get("etag", "")[:200], response.headers.get("last-modified", "")[:200])
    _check_status(response, wish=wish, version=version)
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    # A recording that nobody has a file for is told by its type, or by how it begins.
    media = media_type.startswith(("audio/", "video/")) and not wish.file
    data = None if media else _read_body(response, wish=wish, deadline=deadline)
    text = _write_utf8(data or b"", stated=response.charset_encoding or "")
    raw = source_from_bytes(text, name=wish.url, kind="url", media_type=media_type or None)
    return Fetched(raw, address, version, recording=data is None)


def _write_utf8(data: bytes, *, stated: str) -> bytes:
    """Text that is not in UTF-8 and that the server says to be in an encoding that nobody could tell."""
    charset = find_charset(stated)
    if charset in ("utf-8", "cp1252") or _tells(data) or is_recording(data) or is_utf8(data):
        return data
    return data.decode(charset, "replace").encode()


def _tells(data: bytes) -> bool:
    """Whether it says by itself in which encoding it is, as XML does, also behind empty lines."""
    is_xml = data[:_LOOKED_AT].lstrip().startswith(b"<?xml")
    return data.startswith(_MARKS) or (is_xml and bool(read_stated(data)))


def _read_body(response: httpx.Response, *, wish: _Wish, deadline: float) -> bytes | None:
    """None where it is too large for a text and begins like a recording, which some servers call bytes."""
    chunks = _decompress(_watch(response, wish=wish, deadline=deadline), response, wish=wish)
    head = next(chunks, b"")
    length = response.headers.get("content-length", "")
    stated = int(length) if length.isdigit() and len(length) < 20 else 0
    data = _collect(chain((head,), chunks), wish=wish) if stated <= wish.max_bytes else None
    if data is None and (wish.file or not is_recording(head)):
        raise too_large(wish.url, most=wish.max_bytes)
    return data


def _check_status(response: httpx.Response, *, wish: _Wish, version: Version) -> None:
    status, url = response.status_code, wish.url
    # some servers name the version, and send it all the same
    same = status == httpx.codes.NOT_MODIFIED or (status == httpx.codes.OK and version == wish.known)
    if same and _name_known(wish.known):
        raise NotChanged("It did not change.", where=url)
    if status in _TRANSIENT:
        raise _Busy(f"The server answers {status}.", where=url, wait_seconds=_read_wait(response))
    if not response.is_success:
        raise SourceError(f"The server answers {status}.", where=url, advice="Check the address.")


def _watch(response: httpx.Response, *, wish: _Wish, deadline: float) -> Iterator[bytes]:
    for chunk in response.iter_raw(_CHUNK):
        if time.monotonic() > deadline:
            raise SourceUnavailable(f"It took longer than {wish.patience:g} seconds.", where=wish.url)
        yield chunk


def _decompress(chunks: Iterable[bytes], response: httpx.Response, *, wish: _Wish) -> Iterator[bytes]:
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise SourceError(f"It comes in an encoding that was not asked for ({encoding[:20]}).", where=wish.url)
    # One byte more than allowed is enough to see that it is too much.
    yield from unpack(chunks, most=wish.max_bytes + 1, where=wish.url)


def _collect(chunks: Iterable[bytes], *, wish: _Wish) -> bytes | None:
    """None where there are more than allowed."""
    data, size = bytearray(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > wish.max_bytes:
            return None
        if wish.file:
            wish.file.write(chunk)
        else:
            data += chunk
    return bytes(data)


def _read_wait(response: httpx.Response) -> float:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() and len(value) < 6 else 0.0
