//! Rows of JSON, one a line. A bad row ends the measurement: half a set is another set.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use domain::message::Author;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

/// A row and where it stands.
pub(super) struct Row<T> {
    pub(super) line: usize,
    pub(super) is: T,
}

/// The rows of a file.
pub(super) struct Rows<T> {
    path: PathBuf,
    pub(super) rows: Vec<Row<T>>,
}

/// A document of a company.
#[derive(Debug, Deserialize)]
pub(super) struct Doc {
    pub(super) company: String,
    #[serde(rename = "doc_id")]
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) text: String,
}

/// What was said before a question.
#[derive(Debug, Deserialize)]
pub(super) struct Turn {
    role: String,
    pub(super) text: String,
}

impl Turn {
    /// The sets call the one side agent or assistant, and the other customer, user or visitor.
    pub(super) fn by(&self) -> Author {
        const COMPANY: [&str; 6] = ["agent", "assistant", "bot", "system", "teammate", "operator"];
        let role = self.role.to_lowercase();
        if COMPANY.iter().any(|side| role.contains(side)) {
            Author::Assistant
        } else {
            Author::Visitor
        }
    }
}

/// A field that has to be there, though it may be null.
pub(super) fn or_null<'de, D, T>(value: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(value)
}

impl<T: DeserializeOwned> Rows<T> {
    /// Reads a file; empty lines are left out.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let content = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let mut rows = Self { path: path.to_owned(), rows: Vec::new() };
        for (line, text) in (1..).zip(content.lines()) {
            if text.trim().is_empty() {
                continue;
            }
            let is = serde_json::from_str(text)
                .map_err(|error| rows.bad(line, &without_place(&error.to_string())))?;
            rows.rows.push(Row { line, is });
        }
        if rows.rows.is_empty() {
            bail!("{} holds no rows", path.display());
        }
        Ok(rows)
    }
}

impl<T> Rows<T> {
    /// Says where a row stands and what is wrong with it.
    pub(super) fn bad(&self, line: usize, what: &str) -> anyhow::Error {
        anyhow!("{}, line {line}: {what}", self.path.display())
    }

    /// The rows without their places.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &T> {
        self.rows.iter().map(|row| &row.is)
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// The reader of one row calls each row line 1; the column is what helps.
fn without_place(error: &str) -> String {
    match error.rsplit_once(" at line 1 column ") {
        Some((what, column)) => format!("{what} (column {column})"),
        None => error.to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::path::PathBuf;

    use super::{Doc, Rows};

    /// A file of rows in a folder that goes away with the test.
    pub(in super::super) fn file(folder: &tempfile::TempDir, name: &str, rows: &[&str]) -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, rows.join("\n")).unwrap();
        path
    }

    #[test]
    fn a_bad_row_is_named_by_file_line_and_fault() {
        let folder = tempfile::tempdir().unwrap();
        let good = r#"{"company":"c","doc_id":"1","text":"Bread.","more":1}"#;
        let said = |row: &str| {
            let path = file(&folder, "docs.jsonl", &[good, "", row]);
            let error = Rows::<Doc>::read(&path).err().unwrap().to_string();
            error.rsplit_once('/').unwrap().1.to_owned()
        };
        assert_eq!(
            said(r#"{"company":"c","doc_id":"2"}"#),
            "docs.jsonl, line 3: missing field `text` (column 28)"
        );
        assert!(said("bread").starts_with("docs.jsonl, line 3: expected value"));
        let path = file(&folder, "docs.jsonl", &[good, "  "]);
        assert_eq!(Rows::<Doc>::read(&path).unwrap().len(), 1);
    }

    #[test]
    fn a_file_that_is_not_there_or_empty_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let absent = Rows::<Doc>::read(&folder.path().join("no.jsonl")).err().unwrap();
        assert!(format!("{absent:#}").contains("no.jsonl cannot be read: "), "{absent:#}");
        let empty = Rows::<Doc>::read(&file(&folder, "empty.jsonl", &[])).err().unwrap();
        assert!(empty.to_string().ends_with("empty.jsonl holds no rows"));
    }
}
