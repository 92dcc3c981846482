"""`python -m ingest`: transcripts in, facts out as JSON. Needs no Django, no database, and no network unless asked.

Imports a stage only when it is needed, so that `--until parse` is quick and runs without extractors.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, cast

from ingest.errors import IngestError, SourceError, UnknownExtractor, UnknownFormat
from ingest.placing import open_output
from ingest.resident import set_aside_loaded

if TYPE_CHECKING:
    from ingest.document_json import Json
    from ingest.pipeline import Stage
    from ingest.records import KnownName, Transcript

READ, UNREADABLE, USAGE, INTERRUPTED = 0, 1, 2, 130
_SETTINGS = Path(__file__).resolve().parents[1] / ".env"
_MAX_WARNINGS = 10
_MAX_MESSAGE = 500
_EXAMPLE = "Example: python -m ingest talk.vtt --out talk.json"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"ingest: {_flatten(message)}\nSee: python -m ingest --help\n")


class _Console:
    """Standard error: what a person reads while the work goes on. When quiet, errors only."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def tell(self, source: str, message: str) -> None:
        if not self._quiet:
            _complain(f"{source}: {message}")

    def follow(self, source: str) -> Callable[[Stage, float], None]:
        told: set[Stage] = set()

        def report(stage: Stage, _done: float) -> None:
            if stage not in told:
                told.add(stage)
                self.tell(source, f"{stage} …")

        return report

    def warn(self, source: str, document: Json) -> None:
        warnings = cast("list[dict[str, str]]", document["warnings"])
        for warning in warnings[:_MAX_WARNINGS]:
            where = f" ({warning['where']})" if warning["where"] else ""
            self.tell(source, f"warning: {warning['message']}{where}")
        if len(warnings) > _MAX_WARNINGS:
            self.tell(source, f"warning: {len(warnings) - _MAX_WARNINGS} more")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status: 0 all read, 1 not all, 2 wrong usage."""
    options = _read_options(argv)
    try:
        _check_names(options)
        options.known = _read_lexicon(options)
        with open_output(options.out) as output:
            unread = _ingest_all(options, output=output)
    except (UnknownFormat, UnknownExtractor) as error:
        return _fail(USAGE, str(error))
    except BrokenPipeError:
        # Whoever read the output has left. Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREADABLE
    except SourceError as error:
        return _fail(USAGE, str(error))
    except OSError as error:
        return _fail(UNREADABLE, f"The output can't be written: {error.strerror or error}.")
    except KeyboardInterrupt:
        return _fail(INTERRUPTED, "Stopped.")
    return UNREADABLE if unread else READ


def _read_settings() -> None:
    """The product's settings for what the environment does not say, where there are any."""
    if _SETTINGS.is_file():
        from environ import Env

        Env.read_env(_SETTINGS)


def _read_options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="python -m ingest", description="Transcripts in, facts out as JSON.", epilog=_EXAMPLE)
    try:
        _read_settings()
    except (OSError, UnicodeDecodeError) as error:
        parser.error(f"{_SETTINGS} can't be read: {error}")
    parser.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, - (standard input), or an http(s) address"
    )
    parser.add_argument("--extractor", default=os.environ.get("EXTRACTOR") or "builtin", metavar="NAME")
    parser.add_argument("--format", metavar="NAME", help="read it as this format instead of finding out by content")
    parser.add_argument("--title", metavar="T", help="the title; for a single SOURCE")
    parser.add_argument("--lexicon", metavar="FILE", help="names to know besides: name, type, aliases (A|B), by tabs")
    parser.add_argument("--until", choices=("parse", "extract", "resolve"), help="stop after this stage")
    parser.add_argument("--out", metavar="FILE", help="write there instead of to standard output, which is -")
    parser.add_argument("--quiet", action="store_true", help="no progress and no warnings, only errors")
    options = parser.parse_args(argv)
    if options.title is not None and len(options.sources) > 1:
        parser.error("--title goes with a single SOURCE")
    # a Path would raise where it may not look; writing there says why in a sentence
    if options.out is not None and not os.path.isdir(Path(options.out).absolute().parent):  # noqa: PTH112
        parser.error(f"there is no folder for --out {options.out}")
    if options.out is not None and os.path.isdir(options.out):  # noqa: PTH112
        parser.error(f"--out {options.out} is a folder; name a file in it")
    return options


def _check_names(options: argparse.Namespace) -> None:
    """Wrong names are wrong usage, found before any work is done."""
    if options.format is not None:
        from ingest.parse.registry import find_formats

        find_formats(options.format)
    if options.until != "parse":
        from ingest.extract import list_extractors

        known = list_extractors()
        if options.extractor not in known:
            advice = f"Choose one of: {', '.join(known)}."
            raise UnknownExtractor(f"There is no extractor “{options.extractor}”.", advice=advice)


def _read_lexicon(options: argparse.Namespace) -> tuple[KnownName, ...]:
    if options.lexicon is None or options.until == "parse":
        return ()
    from ingest.lexicon import read_lexicon

    return read_lexicon(Path(options.lexicon))


def _ingest_all(options: argparse.Namespace, *, output: IO[bytes]) -> int:
    """Writes one document over several lines, or one a line where several were asked for. How many were unreadable."""
    console = _Console(quiet=options.quiet)
    indent = 2 if len(options.sources) == 1 else None
    unread = 0
    for source in options.sources:
        document = _try(source, options=options, console=console)
        if document is None:
            unread += 1
        else:
            _write(document, to=output, indent=indent)
        if len(options.sources) > 1:
            set_aside_loaded()
    return unread


def _try(source: str, *, options: argparse.Namespace, console: _Console) -> Json | None:
    """The document; None, with a message, where the source could not be read."""
    try:
        document = _ingest(source, options=options, console=console)
    except IngestError as error:
        _complain(f"ingest: {_place(str(error), source)}")
        return None
    except Exception as error:
        # Nobody who runs this command is helped by a traceback.
        _complain(f"ingest: {source}: unexpected {type(error).__name__}: {error}")
        return None
    console.warn(source, document)
    return document


def _ingest(source: str, *, options: argparse.Namespace, console: _Console) -> Json:
    from ingest.document_json import document_to_json, transcript_to_json

    transcript = _read(source, options=options, console=console)
    if options.until == "parse":
        return transcript_to_json(transcript)
    if options.until == "extract":
        return _extract_only(transcript, options=options)
    from ingest.lexicon import Lexicon
    from ingest.pipeline import Stage, extract_document

    until = Stage.RESOLVE if options.until == "resolve" else Stage.OUTLINE
    document = extract_document(
        transcript,
        extractor=options.extractor,
        lexicon=Lexicon(names=options.known),
        on_progress=console.follow(source),
        until=until,
    )
    return document_to_json(document)


def _read(source: str, *, options: argparse.Namespace, console: _Console) -> Transcript:
    from ingest.parse import parse_source
    from ingest.segment import segment_cues
    from ingest.sources import read_words

    console.tell(source, "read …")
    raw = read_words(source, read=parse_source)
    for note in raw.notes:
        console.tell(source, note)
    return segment_cues(parse_source(raw, format=options.format), source=raw.source, title=options.title)


def _extract_only(transcript: Transcript, *, options: argparse.Namespace) -> Json:
    from dataclasses import replace

    from ingest.admission import admit_extraction
    from ingest.document_json import extraction_to_json
    from ingest.extract import open_extractor
    from ingest.ground import ground_spans

    extractor = open_extractor(options.extractor)
    given = extractor.extract(transcript, known=options.known, on_progress=lambda _done: None)
    extraction, _ = admit_extraction(transcript, extraction=given, extractor=options.extractor)
    spans, _ = ground_spans(transcript, spans=extraction.spans)
    return extraction_to_json(transcript, extraction=replace(extraction, spans=spans))


def _write(document: Json, *, to: IO[bytes], indent: int | None) -> None:
    to.write(json.dumps(document, ensure_ascii=False, indent=indent).encode() + b"\n")
    to.flush()


def _place(message: str, source: str) -> str:
    """The message with the source as the person wrote it, once."""
    if message.startswith(source):
        return message
    name = Path(source).name
    return f"{source}{message[len(name) :]}" if name and message.startswith(name) else f"{source}: {message}"


def _fail(status: int, message: str) -> int:
    _complain(f"ingest: {message}")
    return status


def _complain(message: str) -> None:
    if sys.stderr is not None:  # else it was closed, and print would take standard output
        print(_flatten(message), file=sys.stderr, flush=True)


def _flatten(message: str) -> str:
    from ingest.language.legible import make_legible

    return make_legible(message)[:_MAX_MESSAGE].encode("utf-8", "replace").decode()


if __name__ == "__main__":
    sys.exit(main())
