"""LlamaIndex: its default splitter, BM25, vector index and fusion, as its documentation shows them.

The title is metadata, which LlamaIndex puts before the text of each node by itself. The fusion asks
the question as it is (one query, no model) and joins both rankings by reciprocal rank.
"""

import sys

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.retrievers.bm25 import BM25Retriever
from pydantic import PrivateAttr

import measure

BM25, VECTORS, FUSED = WAYS = ("LlamaIndex, BM25", "LlamaIndex, our table", "LlamaIndex, fused")


class OurTable(BaseEmbedding):
    _table: measure.Table = PrivateAttr()

    def __init__(self, table):
        # Ten texts at once is the default; a local table gains by more.
        super().__init__(embed_batch_size=512)
        self._table = table

    def _get_text_embeddings(self, texts):
        return self._table.embed(texts)

    def _get_text_embedding(self, text):
        return self._table.embed([text])[0]

    def _get_query_embedding(self, query):
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query):
        return self._get_query_embedding(query)


def learn(documents, table):
    read = [
        Document(text=one["text"], id_=one["doc_id"], metadata={"title": one.get("title") or ""})
        for one in documents
    ]
    nodes = SentenceSplitter().get_nodes_from_documents(read)
    index = VectorStoreIndex(nodes, embed_model=OurTable(table))
    most = min(measure.PASSAGES, len(nodes))
    by_words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=most)
    by_meaning = index.as_retriever(similarity_top_k=most)
    fused = QueryFusionRetriever(
        [by_words, by_meaning],
        llm=MockLLM(),
        mode="reciprocal_rerank",
        num_queries=1,
        similarity_top_k=most,
        use_async=False,
    )
    retrievers = {BM25: by_words, VECTORS: by_meaning, FUSED: fused}

    def search(way, question, count):
        for retriever in retrievers.values():
            retriever.similarity_top_k = min(count, len(nodes))
        return [found.node.ref_doc_id for found in retrievers[way].retrieve(question)]

    return search, len(nodes)


if __name__ == "__main__":
    measure.main(sys.modules[__name__])
