"""Ask a Saidgraph server who says what: `python client.py http://127.0.0.1:8000 "OpenAI" "NVIDIA"`. Needs no package.

SAIDGRAPH_TOKEN, where it is set, is sent along: for servers that are not public, and for writing.
"""

import json
import os
import sys
from urllib.parse import urlencode
from urllib.request import Request, urlopen


def ask(site, call, **query):
    """The answer of one call, such as ask(site, "paths/", to="NVIDIA", **{"from": "OpenAI"})."""
    token = os.environ.get("SAIDGRAPH_TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urlopen(Request(f"{site}/api/v1/{call}?{urlencode(query)}", headers=headers)) as answer:
        return json.load(answer)


def main(site, source, target):
    for path in ask(site, "paths/", **{"from": source, "to": target})["paths"]:
        for hop in path["hops"]:
            said = hop["evidence"]
            print(f"{hop['sentence']}\n  “{said['quote']}” ({said['title']}) {site}{said['page']}")
        print()


if __name__ == "__main__":
    main(*sys.argv[1:])
