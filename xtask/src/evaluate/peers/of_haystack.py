"""Haystack: its default splitter, BM25, embedding retriever and fusion, as its documentation shows.

Its splitter keeps the title in the first piece only, so the title is put before each piece here:
that is kinder than the defaults, and what LlamaIndex does by itself. The joiner fuses by reciprocal
rank.
"""

import os
import sys

# No report of its use leaves the machine.
os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"

from haystack import Document
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.document_stores.types import DuplicatePolicy

import measure

BM25, VECTORS, FUSED = WAYS = ("Haystack, BM25", "Haystack, our table", "Haystack, fused")


def learn(documents, table):
    read = [
        Document(content=one["text"], meta={"doc": one["doc_id"], "title": one.get("title") or ""})
        for one in documents
    ]
    pieces = DocumentSplitter().run(documents=read)["documents"]
    texts = [f"{piece.meta['title']}\n{piece.content}".strip() for piece in pieces]
    store = InMemoryDocumentStore(shared=False, return_embedding=False)
    store.write_documents(
        [
            Document(content=text, meta=piece.meta, embedding=meaning)
            for piece, text, meaning in zip(pieces, texts, table.embed(texts))
        ],
        # The same text twice has the same id.
        policy=DuplicatePolicy.SKIP,
    )
    by_words, by_meaning = InMemoryBM25Retriever(store), InMemoryEmbeddingRetriever(store)
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def words(question, count):
        return by_words.run(query=question, top_k=count)["documents"]

    def meaning(question, count):
        vector = table.embed([question])[0]
        return by_meaning.run(query_embedding=vector, top_k=count)["documents"]

    def fused(question, count):
        rankings = [words(question, count), meaning(question, count)]
        return joiner.run(documents=rankings, top_k=count)["documents"]

    ways = {BM25: words, VECTORS: meaning, FUSED: fused}
    search = lambda way, question, count: [
        found.meta["doc"] for found in ways[way](question, count)
    ]
    return search, store.count_documents()


if __name__ == "__main__":
    measure.main(sys.modules[__name__])
