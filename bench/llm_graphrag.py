"""neo4j-graphrag's SimpleKGPipeline over the same talks, for `bench.llm_overhead`. Runs in an environment of its own.

`PYTHON bench/llm_graphrag.py STUB_URL BOLT_URL FILLED ROUNDS WORDS…`; prints a line of JSON per size. Its own
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
from statistics import median

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


def main(stub: str, bolt: str, filled: str, rounds: str, *sizes: str) -> None:
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
    for words in map(int, sizes):
        times, spent, counted = [], [], {}
        for turn in range(int(rounds) + 1):
            talk = make_talk(words=words, seed=1000 + turn)
            urllib.request.urlopen(stub.removesuffix("/v1")).read()
            began, used = time.perf_counter(), time.process_time()
            loop.run_until_complete(pipeline.run_async(text=talk))
            times.append(time.perf_counter() - began)
            spent.append(time.process_time() - used)
            counted = json.load(urllib.request.urlopen(stub.removesuffix("/v1")))
        nodes = driver.execute_query("MATCH (n:__Entity__) RETURN count(n) AS n").records[0]["n"]
        figures = {"seconds": median(times[1:]), "cpu": median(spent[1:])}
        print(json.dumps({"words": words, **figures, "nodes": nodes, **counted}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
