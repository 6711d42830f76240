//! The table of search: a row for each corpus, because a mean would hide the weak ones.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::{files, measure};
use crate::measured::{self, met};

/// A corpus of the retrieval set.
pub(super) struct Corpus {
    pub(super) file: &'static str,
    pub(super) name: &'static str,
    /// MRR@10 of BM25 and of the fused search in the recipe that Baton follows, measured in
    /// another language with another splitter. Later work is held against it.
    aim: [f64; 2],
}

/// In the order of the page.
pub(super) const CORPORA: [Corpus; 7] = [
    Corpus { file: "arduino_help", name: "Arduino help", aim: [0.737, 0.743] },
    Corpus { file: "product_docs_anthropic", name: "product docs", aim: [0.859, 0.913] },
    Corpus { file: "clapnq", name: "CLAP NQ", aim: [0.923, 0.944] },
    Corpus { file: "mtragun", name: "MTRAG-UN", aim: [0.833, 0.858] },
    Corpus { file: "tau2_bank", name: "tau2 bank", aim: [0.634, 0.685] },
    Corpus { file: "stackfaq_paraphrases", name: "StackFAQ", aim: [0.978, 0.990] },
    Corpus { file: "dstc10_venue_faq", name: "venue FAQ", aim: [0.827, 0.841] },
];

/// Measures each corpus apart.
pub(super) fn table(evals: &Path) -> Result<String> {
    let mut rows = Vec::new();
    for corpus in CORPORA {
        let [docs, queries] = files(evals, corpus.file);
        let said = measure("retrieval", &[("--docs", docs), ("--queries", queries)])?;
        rows.push(match said {
            Some(said) => row(&corpus, &said.figures),
            None => format!("{} | not measured: the set was not there", corpus.name),
        });
    }
    let header = "corpus | queries | BM25 alone, MRR@10 | hit@1 | hit@5 | recall@5 | MRR@10 \
                  | last turn before it, MRR@10 | as in a chat, MRR@10 | aim (BM25) | aim (fused) \
                  | ms p50 | ms p99";
    Ok(measured::table(header, &rows))
}

fn row(corpus: &Corpus, all: &Value) -> String {
    let [words, fused] = [&all["words_alone"]["mrr@10"], &all["mrr@10"]];
    // Without earlier turns there is nothing that could stand before a query.
    let talks = all["queries_with_history"].as_u64().unwrap_or_default() > 0;
    let of_talk = |key: &str| if talks { digits(&all[key]["mrr@10"], 3) } else { "-".to_owned() };
    // The aim has three digits, so what is held against it has as many.
    let aim = |aim: f64, value: &Value| {
        let rounded = (value.as_f64().unwrap_or_default() * 1e3).round();
        format!("{aim:.3} {}", met(rounded >= (aim * 1e3).round()))
    };
    let cells = [
        corpus.name.to_owned(),
        all["queries"].to_string(),
        digits(words, 3),
        digits(&all["hit@1"], 3),
        digits(&all["hit@5"], 3),
        digits(&all["recall@5"], 3),
        digits(fused, 3),
        of_talk("with_last_turn"),
        of_talk("as_in_chat"),
        aim(corpus.aim[0], words),
        aim(corpus.aim[1], fused),
        digits(&all["query_ms_p50"], 2),
        digits(&all["query_ms_p99"], 2),
    ];
    cells.join(" | ")
}

fn digits(value: &Value, count: usize) -> String {
    value.as_f64().map_or_else(|| "-".to_owned(), |value| format!("{value:.count$}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{CORPORA, row};

    #[test]
    fn figures_become_a_row_beside_their_aim() {
        let figures = json!({ "queries": 208, "hit@1": 0.5, "hit@5": 0.75, "recall@5": 0.7,
            "mrr@10": 0.7426, "query_ms_p50": 1.0, "query_ms_p99": 2.5,
            "words_alone": { "mrr@10": 0.55 }, "queries_with_history": 0 });
        let wanted = "Arduino help | 208 | 0.550 | 0.500 | 0.750 | 0.700 | 0.743 | - | - | \
                      0.737 (missed) | 0.743 (met) | 1.00 | 2.50";
        assert_eq!(row(&CORPORA[0], &figures), wanted);
    }
}
