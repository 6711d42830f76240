//! The outbox: mails that wait, were sent or failed.

use domain::conversation::Millis;
use domain::id::MailId;
use uuid::Uuid;

use crate::{Result, StoreError, Workspace, on};

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// It is still to be sent.
    Waiting,
    /// The mail server took it.
    Sent,
    /// It is not tried any more.
    Failed,
    /// A teammate took it back.
    Discarded,
}

impl MailState {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Waiting, "waiting"),
        (Self::Sent, "sent"),
        (Self::Failed, "failed"),
        (Self::Discarded, "discarded"),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).expect("every state is listed").1
    }
}

/// A mail to store.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// Its id.
    pub id: MailId,
    /// What it is, in a word of the caller's.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// What it is written from, sealed by the caller.
    pub content: String,
    /// When it was caused, and is tried first.
    pub at: Millis,
    /// Whether a stranger caused it, and not a teammate.
    pub by_stranger: bool,
}

/// A mail as stored.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// What it is.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// What it is written from; none once it was sent or discarded.
    pub content: Option<String>,
    /// Where it stands.
    pub state: MailState,
    /// Which try is meant.
    pub round: i64,
    /// Tries that failed.
    pub failures: i64,
    /// What became of the last try, as JSON of the caller's.
    pub outcome: Option<String>,
    /// When it was caused.
    pub created_at: Millis,
    /// When it is tried next.
    pub next_at: Option<Millis>,
    /// When it was sent, failed or was discarded.
    pub ended_at: Option<Millis>,
}

/// What a try, or a teammate, made of a mail.
#[derive(Debug, Clone)]
pub struct MailChange {
    /// Where it stands now.
    pub state: MailState,
    /// Tries that failed so far.
    pub failures: i64,
    /// What became of the try.
    pub outcome: Option<String>,
    /// When it is tried next.
    pub next_at: Option<Millis>,
    /// When it was sent, failed or was discarded.
    pub ended_at: Option<Millis>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    id: Uuid,
    kind: String,
    recipient: String,
    content: Option<String>,
    state: String,
    round: i64,
    failures: i64,
    outcome: Option<String>,
    created_at: i64,
    next_at: Option<i64>,
    ended_at: Option<i64>,
}

impl Stored {
    fn read(self) -> Result<Mail> {
        let state = MailState::ALL.iter().find(|(_, word)| *word == self.state);
        let (state, _) = state
            .ok_or_else(|| StoreError::inconsistent("mails", "state", self.id, "no such state"))?;
        Ok(Mail {
            id: self.id.into(),
            kind: self.kind,
            recipient: self.recipient,
            content: self.content,
            state: *state,
            round: self.round,
            failures: self.failures,
            outcome: self.outcome,
            created_at: self.created_at,
            next_at: self.next_at,
            ended_at: self.ended_at,
        })
    }
}

const COLUMNS: &str = "SELECT id, kind, recipient, content, state, round, failures, outcome, \
     created_at, next_at, ended_at FROM mails ";

impl Workspace<'_> {
    /// Stores a mail that waits, due at once.
    pub async fn insert_mail(&mut self, new: &NewMail) -> Result<()> {
        const SQL: &str = "INSERT INTO mails (workspace, id, kind, recipient, content, state, \
             round, failures, created_at, next_at, by_stranger) \
             VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $7, $8)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.kind.as_str())
            .bind(new.recipient.as_str())
            .bind(new.content.as_str())
            .bind(MailState::Waiting.word())
            .bind(new.at)
            .bind(new.by_stranger)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One mail.
    pub async fn mail(&mut self, id: MailId) -> Result<Option<Mail>> {
        let sql = format!("{COLUMNS} WHERE workspace = $1 AND id = $2");
        let row: Option<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(id.uuid())
                .fetch_optional(c)
                .await
        })?;
        row.map(Stored::read).transpose()
    }

    /// Mails, newest first: all, or those that stand so.
    pub async fn mails(&mut self, state: Option<MailState>, limit: usize) -> Result<Vec<Mail>> {
        let sql = format!(
            "{COLUMNS} WHERE workspace = $1 AND ($2 IS NULL OR state = $2) \
             ORDER BY created_at DESC, id DESC LIMIT $3"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<Stored> = on!(&mut *self.conn, c => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(state.map(MailState::word))
                .bind(limit)
                .fetch_all(c)
                .await
        })?;
        rows.into_iter().map(Stored::read).collect()
    }

    /// How many mails stand how.
    pub async fn count_mails(&mut self) -> Result<Vec<(MailState, i64)>> {
        const SQL: &str = "SELECT state, COUNT(*) FROM mails WHERE workspace = $1 GROUP BY state";
        let rows: Vec<(String, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).fetch_all(c).await)?;
        let state = |word: &str| MailState::ALL.iter().find(|(_, known)| *known == word);
        Ok(rows.iter().filter_map(|(word, count)| Some((state(word)?.0, *count))).collect())
    }

    /// How many mails strangers have caused since then.
    pub async fn mails_by_strangers(&mut self, since: Millis) -> Result<i64> {
        const SQL: &str = "SELECT COUNT(*) FROM mails \
             WHERE workspace = $1 AND by_stranger = TRUE AND created_at > $2";
        let count = on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).bind(since).fetch_one(c).await)?;
        Ok(count)
    }

    /// Begins to hand a mail over in this round. False when the round is over.
    pub async fn begin_mail(&mut self, id: MailId, round: i64, until: Millis) -> Result<bool> {
        const SQL: &str = "UPDATE mails SET sending_until = $4 \
             WHERE workspace = $1 AND id = $2 AND round = $3 AND state = 'waiting'";
        let begun = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(round)
            .bind(until)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(begun == 1)
    }

    /// Notes what became of a mail in this round, which ends the round. What is over and cannot be
    /// tried again loses its text. False when somebody else ended the round before, or, for who
    /// asks at `idle_at`, while somebody hands the mail over.
    pub async fn change_mail(
        &mut self,
        id: MailId,
        round: i64,
        idle_at: Option<Millis>,
        change: &MailChange,
    ) -> Result<bool> {
        const SQL: &str = "UPDATE mails SET state = $4, round = round + 1, failures = $5, \
             outcome = $6, next_at = $7, ended_at = $8, sending_until = NULL, \
             content = CASE WHEN $4 IN ('sent', 'discarded') THEN NULL ELSE content END \
             WHERE workspace = $1 AND id = $2 AND round = $3 \
             AND ($9 IS NULL OR sending_until IS NULL OR sending_until <= $9)";
        let changed = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(round)
            .bind(change.state.word())
            .bind(change.failures)
            .bind(change.outcome.as_deref())
            .bind(change.next_at)
            .bind(change.ended_at)
            .bind(idle_at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(changed == 1)
    }

    /// Forgets mails that were over before `before`.
    pub async fn forget_mails(&mut self, before: Millis) -> Result<()> {
        const SQL: &str = "DELETE FROM mails WHERE workspace = $1 AND ended_at < $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(before).execute(c).await.map(drop))?;
        Ok(())
    }
}
