//! The table of scope: a row for each corpus, because a mean would hide the weak ones.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::{files, measure};
use crate::measured;

/// The corpora whose own questions are in scope, by file and name.
const CORPORA: [(&str, &str); 3] = [
    ("arduino_help", "Arduino help"),
    ("product_docs_anthropic", "product docs"),
    ("dstc10_venue_faq", "venue FAQ"),
];

/// Questions that are none of anybody's business.
const OUT_OF_SCOPE: &str = "out_of_scope/dev/clinc150_oos.jsonl";

/// Measures each corpus apart.
pub(super) fn table(evals: &Path) -> Result<String> {
    let mut rows = Vec::new();
    for (file, name) in CORPORA {
        let [docs, queries] = files(evals, file);
        let files = [
            ("--docs", docs),
            ("--queries", queries),
            ("--out-of-scope", evals.join(OUT_OF_SCOPE)),
        ];
        rows.push(match measure("scope", &files)? {
            Some(said) => row(name, &said.figures),
            None => format!("{name} | not measured: the set was not there"),
        });
    }
    let header = "corpus | in scope | answered | closest | accepted | out of scope | answered \
                  | closest | AUROC | ECE";
    Ok(measured::table(header, &rows))
}

fn row(name: &str, all: &Value) -> String {
    let digits = |value: &Value| value.as_f64().map_or("-".to_owned(), |it| format!("{it:.3}"));
    let (inside, outside) = (&all["in_scope"], &all["out_of_scope"]);
    let mut cells = vec![name.to_owned(), inside["questions"].to_string()];
    cells.extend(["answered", "closest", "accepted"].map(|key| digits(&inside[key])));
    cells.push(outside["questions"].to_string());
    cells.extend(["answered", "closest"].map(|key| digits(&outside[key])));
    cells.extend([digits(&all["auroc"]), digits(&all["sureness"]["ece"])]);
    cells.join(" | ")
}
