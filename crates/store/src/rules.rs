//! Escalation rules: the list of each assistant, and how often each rule held.

use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId, RuleId, TeammateId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// The rules of an assistant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleList {
    /// Grows with each saved list.
    pub revision: i64,
    /// As JSON of the caller's.
    pub rules: String,
    /// Who changed it last.
    pub changed_by: Option<TeammateId>,
    /// When.
    pub changed_at: Millis,
}

/// A rule that held in a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleHit {
    /// Where.
    pub conversation: ConversationId,
    /// In which turn.
    pub turn: u32,
    /// Which.
    pub rule: RuleId,
    /// It was the first, and what followed was its doing.
    pub decided: bool,
    /// When.
    pub at: Millis,
}

impl Workspace<'_> {
    /// The rules of an assistant; none where nobody saved any.
    pub async fn rule_list(&mut self, of: AssistantId) -> Result<Option<RuleList>> {
        const SQL: &str = "SELECT revision, rules, changed_by, changed_at FROM rule_lists \
             WHERE workspace = $1 AND assistant = $2";
        let row: Option<(i64, String, Option<Uuid>, i64)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_optional(c).await)?;
        Ok(row.map(|(revision, rules, by, changed_at)| RuleList {
            revision,
            rules,
            changed_by: by.map(Into::into),
            changed_at,
        }))
    }

    /// Stores a list that was changed since the revision before its own; the first one is 1. False
    /// when somebody else was faster.
    pub async fn save_rule_list(&mut self, of: AssistantId, list: &RuleList) -> Result<bool> {
        const FIRST: &str = "INSERT INTO rule_lists (workspace, assistant, revision, rules, \
             changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
        const NEXT: &str = "UPDATE rule_lists SET revision = $3, rules = $4, changed_by = $5, \
             changed_at = $6 WHERE workspace = $1 AND assistant = $2 AND revision = $3 - 1";
        let sql = if list.revision == 1 { FIRST } else { NEXT };
        let saved = on!(&mut *self.conn, c => sqlx::query(sql)
            .bind(self.id)
            .bind(of.uuid())
            .bind(list.revision)
            .bind(list.rules.as_str())
            .bind(list.changed_by.map(TeammateId::uuid))
            .bind(list.changed_at)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        if saved > 0 {
            self.keep_rule_list(of, list).await?;
        }
        Ok(saved > 0)
    }

    /// A turn says by which list it went.
    async fn keep_rule_list(&mut self, of: AssistantId, list: &RuleList) -> Result<()> {
        const SQL: &str = "INSERT INTO rule_list_versions (workspace, assistant, revision, rules) \
             VALUES ($1, $2, $3, $4)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(list.revision)
            .bind(list.rules.as_str())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The rules of an assistant as they were saved once, as JSON of the caller's.
    pub async fn rule_list_at(&mut self, of: AssistantId, revision: i64) -> Result<Option<String>> {
        const SQL: &str = "SELECT rules FROM rule_list_versions \
             WHERE workspace = $1 AND assistant = $2 AND revision = $3";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(revision)
            .fetch_optional(c)
            .await)?)
    }

    /// Notes that a rule held; the last word on a turn counts.
    pub async fn note_rule_hit(&mut self, hit: &RuleHit) -> Result<()> {
        const SQL: &str = "INSERT INTO rule_hits (workspace, conversation, turn, rule, decided, \
             at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (workspace, conversation, turn, rule) \
             DO UPDATE SET decided = EXCLUDED.decided, at = EXCLUDED.at";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(hit.conversation.uuid())
            .bind(i64::from(hit.turn))
            .bind(hit.rule.uuid())
            .bind(hit.decided)
            .bind(hit.at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// By rule: turns of an assistant in which it held since then, and how many of them it decided.
    /// Rehearsals and trials are not counted.
    pub async fn count_rule_hits(
        &mut self,
        of: AssistantId,
        since: Millis,
    ) -> Result<Vec<(RuleId, i64, i64)>> {
        const SQL: &str = "SELECT h.rule, COUNT(*), COUNT(CASE WHEN h.decided THEN 1 END) \
             FROM rule_hits h JOIN conversations c \
             ON c.workspace = h.workspace AND c.id = h.conversation \
             WHERE h.workspace = $1 AND h.at >= $2 AND c.assistant = $3 AND c.kind = 'live' \
             GROUP BY h.rule";
        let rows: Vec<(Uuid, i64, i64)> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(since)
            .bind(of.uuid())
            .fetch_all(c)
            .await)?;
        Ok(rows.into_iter().map(|(rule, held, by)| (rule.into(), held, by)).collect())
    }
}
