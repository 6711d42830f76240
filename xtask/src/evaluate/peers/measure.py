"""What both peers share: the sets, our table of meanings, and the figures.

A peer is a module with `WAYS`, the names of its ways to search, and `learn(documents, table)`. That
returns a function (way, question, count) to ids of documents, best passage first, and how many
passages it made.
"""

import json
import math
import sys
import time
from pathlib import Path

import numpy
from safetensors.numpy import load_file
from tokenizers import Tokenizer

# Documents looked at; a rank below counts as not found.
RANKS = 10

# Passages asked for to rank documents by; a document may fill several ranks of passages.
PASSAGES = 50

# Passages that a chat asks for, as `baton eval` times it.
SHOWN = 5


class Table:
    """The static table that ships in `baton`, used as it is there."""

    def __init__(self, folder):
        rows = load_file(str(folder / "model.safetensors"))["embeddings"]
        self.rows = rows.astype(numpy.float32)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def embed(self, texts):
        encoded = self.tokenizer.encode_batch(texts, add_special_tokens=False)
        return [self._mean(one.ids) for one in encoded]

    def _mean(self, ids):
        # Ids 0 and 1 are padding and "unknown": they mean nothing.
        total = self.rows[[known for known in ids if known > 1]].sum(axis=0)
        length = float(numpy.linalg.norm(total))
        return (total / length if length > 0 else total).tolist()


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)] if ordered else 0.0


def by_company(documents, queries):
    """Only companies that are asked something are learnt, each apart."""
    asked = {query["company"] for query in queries}
    companies = {}
    for document in documents:
        if document["company"] in asked:
            companies.setdefault(document["company"], []).append(document)
    return companies


def first_documents(ids):
    return list(dict.fromkeys(ids))[:RANKS]


def reciprocal_rank(found, relevant):
    ranks = (1 / rank for rank, document in enumerate(found, 1) if document in relevant)
    return next(ranks, 0.0)


def measure(peer, table, documents, queries):
    """One object of figures for each way to search."""
    began = time.perf_counter()
    libraries = {
        company: peer.learn(documents, table)
        for company, documents in by_company(documents, queries).items()
    }
    learnt = time.perf_counter() - began
    for way in peer.WAYS:
        found, took, cpu = [], [], 0.0
        for query in queries:
            search, _ = libraries[query["company"]]
            cpu_before, began = time.process_time(), time.perf_counter()
            search(way, query["query"], SHOWN)
            took.append((time.perf_counter() - began) * 1e3)
            cpu += (time.process_time() - cpu_before) * 1e3
            ids = search(way, query["query"], PASSAGES)
            found.append((first_documents(ids), set(query["relevant"])))
        share = lambda count: sum(bool(set(ids[:count]) & right) for ids, right in found)
        yield {
            "way": way,
            "queries": len(queries),
            "passages": sum(count for _, count in libraries.values()),
            "hit@1": share(1) / len(found),
            "hit@5": share(5) / len(found),
            "mrr@10": sum(reciprocal_rank(*one) for one in found) / len(found),
            "learn_seconds": learnt,
            "query_ms_p50": percentile(took, 50),
            "query_ms_p99": percentile(took, 99),
            "query_cpu_ms": cpu / len(queries),
        }


def main(peer):
    """`PEER.py FOLDER_OF_OUR_TABLE DOCS QUERIES`: figures as JSON, a line for each way."""
    table, documents, queries = (Path(argument) for argument in sys.argv[1:4])
    for figures in measure(peer, Table(table), rows(documents), rows(queries)):
        print(json.dumps(figures), flush=True)
