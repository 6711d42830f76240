//! The tables of the page. Whatever stands outside the two marks is left as it is.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Figures;

const BEGIN: &str = "<!-- evaluation: written by `cargo xtask evaluate` -->";
const END: &str = "<!-- /evaluation -->";

/// A corpus of the retrieval set.
pub(crate) struct Corpus {
    pub(crate) file: &'static str,
    pub(crate) name: &'static str,
    /// MRR@10 of BM25 and of the fused search in the recipe that Baton follows, measured in
    /// another language with another splitter. Later work is held against it.
    aim: [f64; 2],
}

/// In the order of the page.
pub(crate) const CORPORA: [Corpus; 7] = [
    Corpus { file: "arduino_help", name: "Arduino help", aim: [0.737, 0.743] },
    Corpus { file: "product_docs_anthropic", name: "product docs", aim: [0.859, 0.913] },
    Corpus { file: "clapnq", name: "CLAP NQ", aim: [0.923, 0.944] },
    Corpus { file: "mtragun", name: "MTRAG-UN", aim: [0.833, 0.858] },
    Corpus { file: "tau2_bank", name: "tau2 bank", aim: [0.634, 0.685] },
    Corpus { file: "stackfaq_paraphrases", name: "StackFAQ", aim: [0.978, 0.990] },
    Corpus { file: "dstc10_venue_faq", name: "venue FAQ", aim: [0.827, 0.841] },
];

const ABSENT: &str = "Not measured: the set was not there.\n";

/// The page with the tables between the marks; a page without marks gets them at its end.
pub(crate) fn with_tables(page: &str, tables: &str) -> Result<String> {
    let block = format!("{BEGIN}\n\n{}\n\n{END}", tables.trim());
    let Some((before, rest)) = page.split_once(BEGIN) else {
        return Ok(format!("{}\n\n{block}\n", page.trim_end()));
    };
    let (_, after) =
        rest.split_once(END).with_context(|| format!("the page has no `{END}` any more"))?;
    Ok(format!("{before}{block}{after}"))
}

/// All tables, with how many rows each rests on and what was tuned on what.
pub(crate) fn tables(figures: &Figures) -> String {
    let Figures { date, profile, .. } = figures;
    format!(
        "## How well it finds, answers and hands over\n\n\
         Measured on {date} with a build of profile `{profile}` (times in a shared machine's \
         milliseconds, one query after the other).\n\
         The sets are the development halves of public data; each corpus is apart, because a mean \
         hides the weak one.\n\
         A figure from 60 rows moves by 4 points or more by chance.\n\n\
         {TUNED}\n\n\
         ### Search\n\n{}\n\
         ### Answers without a model\n\n{}\n\
         ### Requests for a person\n\n{}\n\
         ### Stretches of text\n\n{}",
        retrieval(figures),
        figures.answers.as_ref().map_or_else(|| ABSENT.to_owned(), answers),
        figures.handoff.as_ref().map_or_else(|| ABSENT.to_owned(), handoff),
        figures.spans.as_ref().map_or_else(|| ABSENT.to_owned(), spans),
    )
}

const TUNED: &str = "\
What was tuned on what:

- The formula of search and its constants were chosen on these development halves.
- The six weights of the confidence were fitted on the SQuAD articles of the development half and \
on privacy policies, so the figures of SQuAD flatter. The threshold is found for each company \
from questions of our own writing, and was fitted to none of these rows.
- The regression of requests for a person was fitted on the development half it is measured on \
here, and its bar was chosen there: \"what ships\" flatters. The refit judges each row by \
weights and a bar that did not see it. The patterns were written with that half in view.";

fn retrieval(figures: &Figures) -> String {
    let header = "\
corpus | queries | BM25 alone, MRR@10 | hit@1 | hit@5 | recall@5 | MRR@10 | last turn before it, \
MRR@10 | as in a chat, MRR@10 | aim (BM25, fused) | ms p50 | ms p99";
    let mut rows = Vec::new();
    for measured in &figures.retrieval {
        let corpus = CORPORA.iter().find(|corpus| corpus.file == measured.set);
        let name = corpus.map_or(measured.set.as_str(), |corpus| corpus.name);
        let Some(all) = &measured.figures else {
            rows.push(format!("{name} | not measured: the set was not there{}", " | ".repeat(10)));
            continue;
        };
        // Without earlier turns there is nothing that could stand before a query.
        let talks = all["queries_with_history"].as_u64().unwrap_or_default() > 0;
        let of_talk = |key: &str| if talks { three(&all[key]["mrr@10"]) } else { "-".to_owned() };
        let aim = corpus.map_or([0.0; 2], |corpus| corpus.aim);
        let cells = [
            name.to_owned(),
            all["queries"].to_string(),
            three(&all["words_alone"]["mrr@10"]),
            three(&all["hit@1"]),
            three(&all["hit@5"]),
            three(&all["recall@5"]),
            three(&all["mrr@10"]),
            of_talk("with_last_turn"),
            of_talk("as_in_chat"),
            format!("{:.3}, {:.3}", aim[0], aim[1]),
            two(&all["query_ms_p50"]),
            two(&all["query_ms_p99"]),
        ];
        rows.push(cells.join(" | "));
    }
    let notes = "\
A document stands where its best passage does; each text is read as Markdown, with its title.
\"As in a chat\" is what a turn does: the last turn is used where the question is short and that \
makes the search surer.
The aim is what the recipe that Baton follows reached with another program and another splitter.\n";
    format!("{}\n{notes}", table(header, &rows))
}

fn answers(sources: &Value) -> String {
    let header = "\
source | answerable | answered | as closest | holds a reference | first citation right | \
unanswerable | wrongly answered | as closest | AUROC";
    let mut rows = Vec::new();
    for (source, it) in sources.as_object().into_iter().flatten() {
        let of = |part: &Value, whole: &Value| {
            share(part, whole).map_or_else(|| "-".to_owned(), |share| format!("{share:.2}"))
        };
        let has_references = it["with_reference"].as_u64().unwrap_or_default() > 0;
        let right = of(&it["answered_right"], &it["answered"]);
        let cells = [
            source.clone(),
            it["answerable"].to_string(),
            of(&it["answered"], &it["answerable"]),
            of(&it["closest"]["answerable"], &it["answerable"]),
            if has_references { right } else { "-".to_owned() },
            of(&it["cited_right"], &it["answered"]),
            it["unanswerable"].to_string(),
            of(&it["wrongly_answered"], &it["unanswerable"]),
            of(&it["closest"]["unanswerable"], &it["unanswerable"]),
            three(&it["auroc"]),
        ];
        rows.push(cells.join(" | "));
    }
    let notes = "\
Shares: answered and closest of the rows, the two behind them of the answered.
A reference counts as held when it stands in the answer letter for letter, but for case, space \
and punctuation. Those of SQuAD are a few words; those of the other sets are whole written \
replies, which a quotation rarely holds.
A SQuAD question without an answer was written to look answerable, and words and meaning hardly \
tell it from the others: so an answer quotes its source, and claims nothing.\n";
    format!("{}\n{notes}", table(header, &rows))
}

fn handoff(all: &Value) -> String {
    let mut rows = Vec::new();
    let [patterns, refit] = [&all["patterns"], &all["refit"]];
    for (name, it) in
        [("what ships", all), ("patterns alone", patterns), ("refit in ten folds", refit)]
    {
        let cells = [
            name.to_owned(),
            three(&it["precision"]),
            three(&it["recall"]),
            three(&it["f1"]),
            it["false_positives"].to_string(),
            two(&it["ms_p99"]),
        ];
        rows.push(cells.join(" | "));
    }
    let kinds = all["kinds"].as_object().into_iter().flatten().map(|(kind, it)| {
        let counts = ["asking", "found", "not_asking", "false_positives"];
        let counts = counts.map(|count| it[count].to_string());
        format!("{} | {}", kind.replace('_', " "), counts.join(" | "))
    });
    let kinds = table(
        "what ships, by kind | asking | found | not asking | false alarms",
        &kinds.collect::<Vec<_>>(),
    );
    let header = "opinions | precision | recall | F1 | false alarms | ms p99";
    format!(
        "{} utterances ask for a person, {} do not, {} were ambiguous and are left out.\n\n\
         {}\n{kinds}\n\
         Folds go by a hash of the row's id; each fold's bar is the best beside the patterns on \
         rows that its weights did not see.\n\
         Most of the requests are templates with typos (Bitext), so even the refit has seen \
         sentences like those it judges.\n",
        all["asking"],
        all["not_asking"],
        all["left_out"],
        table(header, &rows)
    )
}

fn spans(all: &Value) -> String {
    let row = |name: &str, it: &Value| {
        let (recall, precision) = (three(&it["span_recall"]), three(&it["span_precision"]));
        format!("{name} | {} | {recall} | {precision}", it["questions"])
    };
    let corpora = all["corpora"].as_object().into_iter().flatten();
    let mut rows: Vec<String> = corpora.map(|(corpus, it)| row(corpus, it)).collect();
    rows.push(row("all", all));
    format!(
        "{}\nOf the characters that answer, the share in the first five passages (recall); of \
         those passages' characters, the share that answers (precision).\n",
        table("corpus | questions | span recall | span precision", &rows)
    )
}

fn table(header: &str, rows: &[String]) -> String {
    let columns = header.split(" | ").count();
    let line = format!("|---|{}", "--:|".repeat(columns - 1));
    let rows: Vec<String> = rows.iter().map(|row| format!("| {} |", row.trim_end())).collect();
    format!("| {header} |\n{line}\n{}\n", rows.join("\n"))
}

fn share(part: &Value, whole: &Value) -> Option<f64> {
    let (part, whole) = (part.as_f64()?, whole.as_f64()?);
    (whole > 0.0).then_some(part / whole)
}

fn three(value: &Value) -> String {
    value.as_f64().map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

fn two(value: &Value) -> String {
    value.as_f64().map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Figures, Measured};
    use super::{tables, with_tables};

    fn figures() -> Figures {
        let ranks = json!({ "queries": 208, "hit@1": 0.5, "hit@5": 0.75, "recall@5": 0.7,
            "mrr@10": 0.6, "query_ms_p50": 1.0, "query_ms_p99": 2.5,
            "words_alone": { "mrr@10": 0.55 }, "queries_with_history": 0 });
        let measured = |set: &str, figures| Measured { set: set.to_owned(), figures };
        Figures {
            date: "2026-01-02".to_owned(),
            profile: "dev",
            retrieval: vec![measured("arduino_help", Some(ranks)), measured("clapnq", None)],
            answers: Some(json!({ "farm": { "answerable": 10, "answered": 8, "answered_right": 0,
                "cited_right": 6, "unanswerable": 4, "wrongly_answered": 1, "auroc": null,
                "closest": { "answerable": 1, "unanswerable": 2 }, "with_reference": 0 } })),
            handoff: None,
            spans: None,
        }
    }

    #[test]
    fn figures_become_rows_and_what_is_absent_is_said() {
        let text = tables(&figures());
        let search = "| Arduino help | 208 | 0.550 | 0.500 | 0.750 | 0.700 | 0.600 | - | - | \
                      0.737, 0.743 | 1.00 | 2.50 |";
        assert!(text.contains(search), "{text}");
        assert!(text.contains("| CLAP NQ | not measured: the set was not there |"), "{text}");
        let answers = "| farm | 10 | 0.80 | 0.10 | - | 0.75 | 4 | 0.25 | 0.50 | - |";
        assert!(text.contains(answers), "{text}");
        assert_eq!(text.matches("Not measured: the set was not there.").count(), 2);
        assert!(text.contains("2026-01-02"));
    }

    #[test]
    fn only_what_stands_between_the_marks_is_written_anew() {
        let first = with_tables("# Measured\n\n## Load\n\nFast.\n", "one").unwrap();
        assert!(first.starts_with("# Measured\n\n## Load\n\nFast.\n\n<!-- evaluation"), "{first}");
        let page = format!("{first}\n## Size\n\nSmall.\n");
        let second = with_tables(&page, "two").unwrap();
        assert_eq!(second, page.replace("\n\none\n\n", "\n\ntwo\n\n"));
        assert!(with_tables(&page.replace("<!-- /evaluation -->", ""), "three").is_err());
    }
}
