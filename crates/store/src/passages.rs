//! Passages: what the index is made of, and what citations are checked against.

use domain::id::{AssistantId, SourceId};
use uuid::Uuid;

use crate::{Result, Workspace, from_json, json, on};

/// A passage as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageRow {
    /// The source.
    pub source: SourceId,
    /// The reading of the source.
    pub revision: u32,
    /// Its place in that reading, from 0.
    pub position: u32,
    /// The title of the source.
    pub title: String,
    /// The headings above it, outermost first.
    pub headings: Vec<String>,
    /// The questions that it answers, where it was written as an answer.
    pub questions: Vec<String>,
    /// Its text.
    pub text: String,
    /// The page on which it begins, from 1, where the source has pages.
    pub page: Option<u32>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    source: Uuid,
    revision: i64,
    position: i64,
    title: String,
    headings: String,
    questions: Option<String>,
    text: String,
    page: Option<i64>,
}

impl Stored {
    fn read(self) -> Result<PassageRow> {
        let list = |column, text: &str| from_json("passages", column, self.source, text);
        Ok(PassageRow {
            headings: list("headings", &self.headings)?,
            questions: self
                .questions
                .map_or_else(|| Ok(Vec::new()), |text| list("questions", &text))?,
            source: self.source.into(),
            revision: u32::try_from(self.revision).unwrap_or(u32::MAX),
            position: u32::try_from(self.position).unwrap_or(u32::MAX),
            title: self.title,
            text: self.text,
            page: self.page.and_then(|page| u32::try_from(page).ok()),
        })
    }
}

const COLUMNS: &str = "SELECT p.source, p.revision, p.position, p.title, p.headings, \
     p.questions, p.text, p.page FROM passages p ";

impl Workspace<'_> {
    /// Stores passages of one reading.
    pub async fn insert_passages(&mut self, passages: &[PassageRow]) -> Result<()> {
        const SQL: &str = "INSERT INTO passages \
             (workspace, source, revision, position, title, headings, text, page, questions) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        for passage in passages {
            on!(&mut *self.conn, c => sqlx::query(SQL)
                .bind(self.id)
                .bind(passage.source.uuid())
                .bind(i64::from(passage.revision))
                .bind(i64::from(passage.position))
                .bind(passage.title.as_str())
                .bind(json(&passage.headings))
                .bind(passage.text.as_str())
                .bind(passage.page.map(i64::from))
                .bind((!passage.questions.is_empty()).then(|| json(&passage.questions)))
                .execute(c)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// Drops the passages of a reading that was not finished.
    pub async fn discard_passages(&mut self, source: SourceId, revision: u32) -> Result<()> {
        const SQL: &str =
            "DELETE FROM passages WHERE workspace = $1 AND source = $2 AND revision = $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(source.uuid())
            .bind(i64::from(revision))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Everything that an assistant knows, with the generation that it belongs to.
    pub async fn knowledge_of(
        &mut self,
        assistant: AssistantId,
    ) -> Result<Option<(i64, Vec<PassageRow>)>> {
        // The generation is read first: rows that come in between belong to a later one, whose
        // announcement leads to another reading.
        let Some(known) = self.assistant(assistant).await? else { return Ok(None) };
        let sql = format!(
            "{COLUMNS} JOIN assistant_sources a ON a.workspace = p.workspace \
             AND a.source = p.source JOIN sources s ON s.workspace = p.workspace \
             AND s.id = p.source AND s.revision = p.revision \
             WHERE p.workspace = $1 AND a.assistant = $2 ORDER BY p.source, p.position"
        );
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(assistant.uuid())
                .fetch_all(c)
                .await)?;
        let passages = rows.into_iter().map(Stored::read).collect::<Result<Vec<_>>>()?;
        Ok(Some((known.generation, passages)))
    }

    /// The passages of the present reading of a source.
    pub async fn passages(&mut self, source: SourceId) -> Result<Vec<PassageRow>> {
        let sql = format!(
            "{COLUMNS} JOIN sources s ON s.workspace = p.workspace AND s.id = p.source \
             AND s.revision = p.revision WHERE p.workspace = $1 AND p.source = $2 \
             ORDER BY p.position"
        );
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(source.uuid())
                .fetch_all(c)
                .await)?;
        rows.into_iter().map(Stored::read).collect()
    }

    /// A passage that an answer may cite, and its neighbours, if it still stands.
    pub async fn passages_around(
        &mut self,
        source: SourceId,
        revision: u32,
        position: u32,
    ) -> Result<Vec<PassageRow>> {
        let sql = format!(
            "{COLUMNS} WHERE p.workspace = $1 AND p.source = $2 AND p.revision = $3 \
             AND p.position BETWEEN $4 AND $5 ORDER BY p.position"
        );
        let place = i64::from(position);
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(source.uuid())
                .bind(i64::from(revision))
                .bind(place - 1)
                .bind(place + 1)
                .fetch_all(c)
                .await)?;
        rows.into_iter().map(Stored::read).collect()
    }
}
