"""neo4j-graphrag's SimpleKGPipeline over the same talks, for `bench.llm_overhead`. Runs in an environment of its own.

`PYTHON bench/llm_graphrag.py STUB_URL BOLT_URL FILLED`; answers each line of "WORDS SEED" with a line of JSON. Its own
defaults: chunks of 4,000 characters, no schema, joining of equal names. It needs APOC (apoc-core) in the server.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
import urllib.request
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)

from llm_stub import make_talk  # noqa: E402
from neo4j import GraphDatabase  # noqa: E402
from neo4j_graphrag.embeddings.base import Embedder  # noqa: E402
from neo4j_graphrag.experimental.pipeline.kg_builder import SimpleKGPipeline  # noqa: E402
from neo4j_graphrag.llm import OpenAILLM  # noqa: E402

_FILL = (
    "UNWIND range(1, $n) AS i CREATE (:__KGBuilder__:__Entity__:Product {name: 'Old' + i})",
    "MATCH (a:__Entity__) WITH collect(a) AS old UNWIND range(0, size(old) - 2) AS i "
    "WITH old[i] AS a, old[i + 1] AS b CREATE (a)-[:USES]->(b)",
)


class ConstantEmbedder(Embedder):
    def embed_query(self, text: str) -> list[float]:
        return [0.0] * 8


def main(stub: str, bolt: str, filled: str) -> None:
    driver = GraphDatabase.driver(bolt, auth=None)
    with driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        for statement in _FILL if int(filled) else ():
            session.run(statement, n=int(filled)).consume()
    llm = OpenAILLM("m", {"temperature": 0}, base_url=stub, api_key="none")
    pipeline = SimpleKGPipeline(
        llm=llm,
        driver=driver,
        embedder=ConstantEmbedder(),
        schema="FREE",
        from_file=False,
    )
    loop = asyncio.new_event_loop()  # their client stays with the loop that it was first used in
    print("ready", flush=True)
    for line in sys.stdin:
        words, seed = map(int, line.split())
        talk = make_talk(words=words, seed=seed)
        urllib.request.urlopen(stub.removesuffix("/v1")).read()
        began, used = time.perf_counter(), time.process_time()
        loop.run_until_complete(pipeline.run_async(text=talk))
        figures = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used}
        counted = json.load(urllib.request.urlopen(stub.removesuffix("/v1")))
        print(json.dumps({**figures, **counted}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
