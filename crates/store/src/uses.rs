//! Which answers cite which passages.

use domain::conversation::{Millis, Seq};
use domain::id::{ConversationId, SourceId};
use domain::message::Citation;
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::batch::batches;
use crate::{Result, Workspace, on};

/// A sentence of an answer that cites.
#[derive(Debug, Clone)]
pub struct Citing<'answer> {
    /// The conversation.
    pub conversation: ConversationId,
    /// The turn that the sentence belongs to.
    pub turn: u32,
    /// Its event.
    pub seq: Seq,
    /// When it was said.
    pub at: Millis,
    /// What it cites.
    pub citations: &'answer [Citation],
}

/// An answer that cites a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Where it was given.
    pub conversation: ConversationId,
    /// The event of the first sentence that cites it.
    pub seq: Seq,
    /// When that was.
    pub at: Millis,
    /// The passage, by its place in the present reading; none where it stood in an earlier one.
    pub position: Option<u32>,
    /// The words of that sentence, unless they were erased.
    pub words: Option<String>,
}

type Row = (Uuid, i64, i64, Option<i64>, Option<String>);

impl Workspace<'_> {
    /// Notes what sentences cite. A passage that several sentences of a turn cite counts once.
    pub async fn note_uses(&mut self, said: &[Citing<'_>]) -> Result<()> {
        const SQL: &str = "INSERT INTO source_uses \
             (workspace, source, revision, position, conversation, turn, seq, at) ";
        let workspace = self.id;
        let cited = |said: &'_ Citing<'_>| said.citations.len();
        let mut rows = Vec::with_capacity(said.iter().map(cited).sum());
        for sentence in said {
            rows.extend(sentence.citations.iter().map(|citation| (sentence, citation)));
        }
        for rows in batches(&rows) {
            on!(&mut *self.conn, c => {
                let mut insert = QueryBuilder::new(SQL);
                insert.push_values(rows, |mut row, (sentence, citation)| {
                    row.push_bind(workspace)
                        .push_bind(citation.source.uuid())
                        .push_bind(i64::from(citation.revision))
                        .push_bind(i64::from(citation.position))
                        .push_bind(sentence.conversation.uuid())
                        .push_bind(i64::from(sentence.turn))
                        .push_bind(sentence.seq)
                        .push_bind(sentence.at);
                });
                insert.push(" ON CONFLICT DO NOTHING");
                insert.build().execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// In how many answers each source was cited; a website stands for its pages, by its own id.
    pub async fn source_uses(&mut self) -> Result<Vec<(SourceId, i64)>> {
        const SQL: &str = "SELECT u.source, COUNT(*) FROM \
             (SELECT DISTINCT COALESCE(s.site, s.id) AS source, u.conversation, u.turn \
             FROM source_uses u JOIN sources s ON s.workspace = u.workspace AND s.id = u.source \
             WHERE u.workspace = $1) u GROUP BY u.source";
        let rows: Vec<(Uuid, i64)> =
            on!(&mut *self.conn, c => sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(source, count)| (source.into(), count)).collect())
    }

    /// In how many answers each passage of a source's present reading was cited, by its place.
    pub async fn passage_uses(&mut self, source: SourceId) -> Result<Vec<(u32, i64)>> {
        const SQL: &str = "SELECT u.position, COUNT(*) FROM source_uses u JOIN sources s \
             ON s.workspace = u.workspace AND s.id = u.source AND s.revision = u.revision \
             WHERE u.workspace = $1 AND u.source = $2 GROUP BY u.position ORDER BY u.position";
        let rows: Vec<(i64, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(source.uuid()).fetch_all(c).await)?;
        let place = |place| u32::try_from(place).unwrap_or(u32::MAX);
        Ok(rows.into_iter().map(|(position, count)| (place(position), count)).collect())
    }

    /// The last answers that cite a source, newest first, at most `limit`.
    pub async fn uses_of(&mut self, source: SourceId, limit: u32) -> Result<Vec<Use>> {
        const SQL: &str = "SELECT u.conversation, u.seq, u.at, \
             CASE WHEN u.revision = s.revision THEN u.position END, w.words \
             FROM source_uses u JOIN sources s ON s.workspace = u.workspace AND s.id = u.source \
             LEFT JOIN events w ON w.workspace = u.workspace \
             AND w.conversation = u.conversation AND w.seq = u.seq \
             WHERE u.workspace = $1 AND u.source = $2 ORDER BY u.at DESC, u.seq DESC LIMIT $3";
        let rows: Vec<Row> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(source.uuid())
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        let read = |(conversation, seq, at, position, words): Row| Use {
            conversation: conversation.into(),
            seq,
            at,
            position: position.and_then(|position| u32::try_from(position).ok()),
            words,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
