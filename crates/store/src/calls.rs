//! Questions to language models: each, and what they add up to by day.

use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId};
use uuid::Uuid;

use crate::{Result, System, Workspace, on};

/// Milliseconds of a day.
const DAY_MS: Millis = 24 * 60 * 60 * 1_000;

/// A question to a model, with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelCall {
    /// Its id.
    pub id: Uuid,
    /// Whose model it was.
    pub assistant: AssistantId,
    /// The turn that it was for, if one was.
    pub of: Option<(ConversationId, u32)>,
    /// When it began.
    pub at: Millis,
    /// Everything else, as JSON of the caller's.
    pub body: String,
    /// What was sent, as JSON of the caller's; none once it was taken away.
    pub prompt: Option<String>,
    /// What came back; none once it was taken away.
    pub reply: Option<String>,
}

/// What the calls of one kind on one day add up to.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ModelDay {
    /// Days since 1970.
    pub day: i64,
    /// The model's name.
    pub model: String,
    /// What for.
    pub purpose: String,
    /// What became of them.
    pub outcome: String,
    /// How many.
    pub calls: i64,
    /// What was read.
    pub tokens_in: i64,
    /// What was written.
    pub tokens_out: i64,
    /// Millionths of the currency of the prices.
    pub cost: i64,
    /// How many were of a model without a price.
    pub unpriced: i64,
}

/// The day of a moment, since 1970.
pub fn day_of(at: Millis) -> i64 {
    at.div_euclid(DAY_MS)
}

type Row = (Uuid, Uuid, Option<Uuid>, Option<i64>, i64, String, Option<String>, Option<String>);

const COLUMNS: &str = "id, assistant, conversation, turn, at, body, prompt, reply";

fn read((id, assistant, conversation, turn, at, body, prompt, reply): Row) -> ModelCall {
    let turn = turn.and_then(|turn| u32::try_from(turn).ok());
    let of = conversation.map(ConversationId::from).zip(turn);
    ModelCall { id, assistant: assistant.into(), of, at, body, prompt, reply }
}

impl Workspace<'_> {
    /// Notes a call, and counts it; one that was noted before is not counted again.
    pub async fn note_model_call(&mut self, call: &ModelCall, adds: &ModelDay) -> Result<()> {
        const CALL: &str = "INSERT INTO model_calls (workspace, id, assistant, conversation, turn, \
             at, body, prompt, reply) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (workspace, id) DO NOTHING";
        const DAY: &str = "INSERT INTO model_days AS d (workspace, assistant, day, model, purpose, \
             outcome, calls, tokens_in, tokens_out, cost, unpriced) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
             ON CONFLICT (workspace, assistant, day, model, purpose, outcome) DO UPDATE SET \
             calls = d.calls + EXCLUDED.calls, tokens_in = d.tokens_in + EXCLUDED.tokens_in, \
             tokens_out = d.tokens_out + EXCLUDED.tokens_out, cost = d.cost + EXCLUDED.cost, \
             unpriced = d.unpriced + EXCLUDED.unpriced";
        let noted = on!(&mut *self.conn, c => sqlx::query(CALL)
            .bind(self.id)
            .bind(call.id)
            .bind(call.assistant.uuid())
            .bind(call.of.map(|(conversation, _)| conversation.uuid()))
            .bind(call.of.map(|(_, turn)| i64::from(turn)))
            .bind(call.at)
            .bind(call.body.as_str())
            .bind(call.prompt.as_deref())
            .bind(call.reply.as_deref())
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if noted == 0 {
            return Ok(());
        }
        on!(&mut *self.conn, c => sqlx::query(DAY)
            .bind(self.id)
            .bind(call.assistant.uuid())
            .bind(adds.day)
            .bind(adds.model.as_str())
            .bind(adds.purpose.as_str())
            .bind(adds.outcome.as_str())
            .bind(adds.calls)
            .bind(adds.tokens_in)
            .bind(adds.tokens_out)
            .bind(adds.cost)
            .bind(adds.unpriced)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The calls for a turn, in their order.
    pub async fn calls_of_turn(
        &mut self,
        conversation: ConversationId,
        turn: u32,
    ) -> Result<Vec<ModelCall>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM model_calls \
             WHERE workspace = $1 AND conversation = $2 AND turn = $3 ORDER BY at, id"
        );
        let rows: Vec<Row> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(conversation.uuid())
                .bind(i64::from(turn))
                .fetch_all(c)
                .await)?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// The calls of an assistant from one moment to before another, oldest first, at most `limit`,
    /// without what was sent and came back.
    pub async fn calls_between(
        &mut self,
        of: AssistantId,
        (from, before): (Millis, Millis),
        limit: u32,
    ) -> Result<Vec<ModelCall>> {
        const SQL: &str = "SELECT id, assistant, conversation, turn, at, body, \
             CAST(NULL AS TEXT), CAST(NULL AS TEXT) FROM model_calls WHERE workspace = $1 \
             AND assistant = $2 AND at >= $3 AND at < $4 ORDER BY at, id LIMIT $5";
        let rows: Vec<Row> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(from)
            .bind(before)
            .bind(i64::from(limit))
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(read).collect())
    }

    /// What an assistant's calls add up to on the days from one on, oldest first.
    pub async fn model_days(&mut self, of: AssistantId, from: i64) -> Result<Vec<ModelDay>> {
        const SQL: &str = "SELECT day, model, purpose, outcome, calls, tokens_in, tokens_out, \
             cost, unpriced FROM model_days WHERE workspace = $1 AND assistant = $2 AND day >= $3 \
             ORDER BY day, model, purpose, outcome";
        Ok(on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).bind(from).fetch_all(c).await)?)
    }
}

impl System<'_> {
    /// Takes away what was sent to models and came back before a moment; the figures stay.
    pub async fn forget_prompts(&mut self, before: Millis) -> Result<()> {
        const SQL: &str = "UPDATE model_calls SET prompt = NULL, reply = NULL \
             WHERE prompt IS NOT NULL AND at < $1";
        on!(&mut *self.conn, c => sqlx::query(SQL).bind(before).execute(c).await.map(drop))?;
        Ok(())
    }
}
