//! How turns went, beside what their events say, and what people think of them.

use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// How sure an index was of one question, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sureness {
    /// The probability that the passages are about it.
    pub p: f64,
    /// How likely the answer is right, as people see it.
    pub shown: f64,
}

/// How a turn went.
#[derive(Debug, Clone, PartialEq)]
pub struct TurnTrace {
    /// Where.
    pub conversation: ConversationId,
    /// Which turn.
    pub turn: u32,
    /// Whose.
    pub assistant: AssistantId,
    /// When it was planned.
    pub at: Millis,
    /// How sure the index was; none where nothing was searched.
    pub sureness: Option<Sureness>,
    /// What its rules were asked with, as JSON of the caller's.
    pub facts: Option<String>,
    /// Everything else, as JSON of the caller's.
    pub body: String,
}

/// What somebody thinks of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rating {
    /// The answer's turn.
    pub turn: u32,
    /// Who: a visitor, else a teammate.
    pub rater: Uuid,
    /// Whether a visitor said so.
    pub by_visitor: bool,
    /// Whether it helped.
    pub good: bool,
}

type Row = (Uuid, i64, Option<f64>, Option<f64>, String, Option<String>);

fn turn(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Workspace<'_> {
    /// Keeps how a turn went, in place of its earlier attempt.
    pub async fn keep_trace(&mut self, trace: &TurnTrace) -> Result<()> {
        const SQL: &str = "INSERT INTO turn_traces (workspace, conversation, turn, assistant, at, \
             p, shown, body, facts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (workspace, conversation, turn) DO UPDATE SET at = EXCLUDED.at, \
             p = EXCLUDED.p, shown = EXCLUDED.shown, body = EXCLUDED.body, \
             facts = EXCLUDED.facts";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(trace.conversation.uuid())
            .bind(i64::from(trace.turn))
            .bind(trace.assistant.uuid())
            .bind(trace.at)
            .bind(trace.sureness.map(|sure| sure.p))
            .bind(trace.sureness.map(|sure| sure.shown))
            .bind(trace.body.as_str())
            .bind(trace.facts.as_deref())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// How a turn went, if that is known.
    pub async fn trace(
        &mut self,
        conversation: ConversationId,
        number: u32,
    ) -> Result<Option<TurnTrace>> {
        const SQL: &str = "SELECT assistant, at, p, shown, body, facts FROM turn_traces \
             WHERE workspace = $1 AND conversation = $2 AND turn = $3";
        let row: Option<Row> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
                .bind(self.id)
                .bind(conversation.uuid())
                .bind(i64::from(number))
                .fetch_optional(c)
                .await)?;
        Ok(row.map(|(assistant, at, p, shown, body, facts)| {
            let sureness = p.zip(shown).map(|(p, shown)| Sureness { p, shown });
            TurnTrace {
                conversation,
                turn: number,
                assistant: assistant.into(),
                at,
                sureness,
                facts,
                body,
            }
        }))
    }

    /// How sure an assistant was of each question since then; rehearsals are left out.
    pub async fn sureness_since(
        &mut self,
        of: AssistantId,
        since: Millis,
    ) -> Result<Vec<Sureness>> {
        const SQL: &str = "SELECT t.p, t.shown FROM turn_traces t JOIN conversations c \
             ON c.workspace = t.workspace AND c.id = t.conversation WHERE t.workspace = $1 \
             AND t.assistant = $2 AND t.at >= $3 AND t.p IS NOT NULL AND t.shown IS NOT NULL \
             AND c.kind = 'live'";
        let rows: Vec<(f64, f64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).bind(since).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(p, shown)| Sureness { p, shown }).collect())
    }

    /// Notes what somebody thinks of an answer, in place of what they thought before.
    pub async fn rate(
        &mut self,
        conversation: ConversationId,
        rating: Rating,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO answer_ratings (workspace, conversation, turn, rater, \
             by_visitor, good, at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (workspace, conversation, turn, rater) DO UPDATE SET \
             good = EXCLUDED.good, at = EXCLUDED.at";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(conversation.uuid())
            .bind(i64::from(rating.turn))
            .bind(rating.rater)
            .bind(rating.by_visitor)
            .bind(rating.good)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Takes back what somebody thought of an answer.
    pub async fn unrate(
        &mut self,
        conversation: ConversationId,
        number: u32,
        rater: Uuid,
    ) -> Result<()> {
        const SQL: &str = "DELETE FROM answer_ratings \
             WHERE workspace = $1 AND conversation = $2 AND turn = $3 AND rater = $4";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(conversation.uuid())
            .bind(i64::from(number))
            .bind(rater)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What people think of the answers of a conversation.
    pub async fn ratings(&mut self, conversation: ConversationId) -> Result<Vec<Rating>> {
        const SQL: &str = "SELECT turn, rater, by_visitor, good FROM answer_ratings \
             WHERE workspace = $1 AND conversation = $2 ORDER BY turn, at";
        let rows: Vec<(i64, Uuid, bool, bool)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(conversation.uuid()).fetch_all(c).await)?;
        let read = |(number, rater, by_visitor, good): (i64, Uuid, bool, bool)| Rating {
            turn: turn(number),
            rater,
            by_visitor,
            good,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
