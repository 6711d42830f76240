//! Handoffs, to be found by their rule and by what became of them.

use domain::conversation::{Fate, Mark, Millis, Seq};
use domain::id::{AssistantId, ConversationId, RuleId, TeamId, TeammateId};
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use crate::{Result, StoreError, Workspace, on};

/// A handoff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoffRow {
    /// Where.
    pub conversation: ConversationId,
    /// Its place in the log.
    pub seq: Seq,
    /// When.
    pub at: Millis,
    /// By which assistant.
    pub assistant: AssistantId,
    /// Why, as a word of the caller's.
    pub reason: String,
    /// The rule that decided, if one did.
    pub rule: Option<RuleId>,
    /// What the rule was called then.
    pub rule_name: Option<String>,
    /// The team it was routed to.
    pub team: Option<TeamId>,
    /// What became of it.
    pub fate: Fate,
    /// Who spoke to the visitor.
    pub teammate: Option<TeammateId>,
    /// When the wait ended.
    pub ended_at: Option<Millis>,
    /// What was said of it last, and by whom.
    pub mark: Option<(Mark, TeammateId)>,
}

/// Which handoffs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoffsOf {
    /// Only of this assistant.
    pub assistant: Option<AssistantId>,
    /// Only by this rule.
    pub rule: Option<RuleId>,
    /// Only for this reason, as a word of the caller's.
    pub reason: Option<String>,
    /// Only with one of these fates; all where there is none.
    pub fates: Vec<Fate>,
    /// Only with this mark; the inner none stands for those that nobody marked.
    pub mark: Option<Option<Mark>>,
    /// Only before this one.
    pub before: (Millis, ConversationId, Seq),
    /// At most so many.
    pub limit: u32,
}

/// What became of the handoffs of one rule, or for one reason.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct HandoffCount {
    /// Why, as a word of the caller's.
    pub reason: String,
    /// The rule, as its id.
    pub rule: Option<Uuid>,
    /// What it was called, by the latest in the order of the alphabet.
    pub rule_name: Option<String>,
    /// All of them.
    pub handoffs: i64,
    /// Left while waiting, or nobody came.
    pub missed: i64,
    /// Marked as right.
    pub was_right: i64,
    /// Marked as what could have been answered.
    pub answerable: i64,
}

#[derive(FromRow)]
struct Row {
    conversation: Uuid,
    seq: i64,
    at: i64,
    assistant: Uuid,
    reason: String,
    rule: Option<Uuid>,
    rule_name: Option<String>,
    team: Option<Uuid>,
    fate: String,
    teammate: Option<Uuid>,
    ended_at: Option<i64>,
    mark: Option<String>,
    marked_by: Option<Uuid>,
}

fn read(row: Row) -> Result<HandoffRow> {
    let wrong = |column| {
        let key = format!("{} {}", row.conversation, row.seq);
        StoreError::inconsistent("handoffs", column, key, "it is none of the known words")
    };
    let mark = match row.mark.as_deref() {
        Some(word) => Some(Mark::parse(word).ok_or_else(|| wrong("mark"))?),
        None => None,
    };
    Ok(HandoffRow {
        fate: Fate::parse(&row.fate).ok_or_else(|| wrong("fate"))?,
        mark: mark.zip(row.marked_by.map(Into::into)),
        conversation: row.conversation.into(),
        seq: row.seq,
        at: row.at,
        assistant: row.assistant.into(),
        reason: row.reason,
        rule: row.rule.map(Into::into),
        rule_name: row.rule_name,
        team: row.team.map(Into::into),
        teammate: row.teammate.map(Into::into),
        ended_at: row.ended_at,
    })
}

impl Workspace<'_> {
    /// Notes a handoff whose wait begins.
    pub async fn begin_handoff(&mut self, row: &HandoffRow) -> Result<()> {
        const SQL: &str = "INSERT INTO handoffs (workspace, conversation, seq, at, assistant, \
             reason, rule, rule_name, team, fate) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(row.conversation.uuid())
            .bind(row.seq)
            .bind(row.at)
            .bind(row.assistant.uuid())
            .bind(row.reason.as_str())
            .bind(row.rule.map(RuleId::uuid))
            .bind(row.rule_name.as_deref())
            .bind(row.team.map(TeamId::uuid))
            .bind(row.fate.as_str())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Notes what became of the wait that goes on in a conversation, if one does.
    pub async fn end_handoff(
        &mut self,
        of: ConversationId,
        (fate, by): (Fate, Option<TeammateId>),
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "UPDATE handoffs SET fate = $3, teammate = $4, ended_at = $5 \
             WHERE workspace = $1 AND conversation = $2 AND fate = 'waiting'";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(fate.as_str())
            .bind(by.map(TeammateId::uuid))
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Notes what somebody thinks of a handoff, in place of what was said before.
    pub async fn mark_handoff(
        &mut self,
        of: ConversationId,
        seq: Seq,
        mark: Option<(Mark, TeammateId)>,
    ) -> Result<()> {
        const SQL: &str = "UPDATE handoffs SET mark = $4, marked_by = $5 \
             WHERE workspace = $1 AND conversation = $2 AND seq = $3";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(of.uuid())
            .bind(seq)
            .bind(mark.map(|(mark, _)| mark.as_str()))
            .bind(mark.map(|(_, by)| by.uuid()))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The last handoff of a conversation.
    pub async fn last_handoff(&mut self, of: ConversationId) -> Result<Option<HandoffRow>> {
        const SQL: &str = "SELECT conversation, seq, at, assistant, reason, rule, rule_name, team, \
             fate, teammate, ended_at, mark, marked_by FROM handoffs \
             WHERE workspace = $1 AND conversation = $2 ORDER BY seq DESC LIMIT 1";
        let row: Option<Row> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(of.uuid()).fetch_optional(c).await)?;
        row.map(read).transpose()
    }

    /// Handoffs of visitors, newest first.
    pub async fn handoffs(&mut self, of: &HandoffsOf) -> Result<Vec<HandoffRow>> {
        const SQL: &str = "SELECT h.conversation, h.seq, h.at, h.assistant, h.reason, h.rule, \
             h.rule_name, h.team, h.fate, h.teammate, h.ended_at, h.mark, h.marked_by \
             FROM handoffs h JOIN conversations c \
             ON c.workspace = h.workspace AND c.id = h.conversation \
             WHERE c.kind = 'live' AND h.workspace = ";
        let (at, conversation, seq) = of.before;
        let workspace = self.id;
        let rows: Vec<Row> = on!(&mut *self.conn, c => {
            let mut query = QueryBuilder::new(SQL);
            query.push_bind(workspace);
            query.push(" AND (h.at < ").push_bind(at).push(" OR (h.at = ").push_bind(at);
            query.push(" AND (h.conversation < ").push_bind(conversation.uuid());
            query.push(" OR (h.conversation = ").push_bind(conversation.uuid());
            query.push(" AND h.seq < ").push_bind(seq).push("))))");
            if let Some(assistant) = of.assistant {
                query.push(" AND h.assistant = ").push_bind(assistant.uuid());
            }
            if let Some(rule) = of.rule {
                query.push(" AND h.rule = ").push_bind(rule.uuid());
            }
            if let Some(reason) = of.reason.as_deref() {
                query.push(" AND h.reason = ").push_bind(reason);
            }
            if !of.fates.is_empty() {
                query.push(" AND h.fate IN (");
                let mut list = query.separated(", ");
                for fate in &of.fates {
                    list.push_bind(fate.as_str());
                }
                query.push(")");
            }
            match of.mark {
                Some(Some(mark)) => {
                    query.push(" AND h.mark = ").push_bind(mark.as_str());
                }
                Some(None) => {
                    query.push(" AND h.mark IS NULL");
                }
                None => {}
            }
            query.push(" ORDER BY h.at DESC, h.conversation DESC, h.seq DESC LIMIT ");
            query.push_bind(i64::from(of.limit));
            query.build_query_as().fetch_all(c).await
        })?;
        rows.into_iter().map(read).collect()
    }

    /// What became of the handoffs since then, by rule and reason, the most frequent first.
    /// Rehearsals and trials are not counted.
    pub async fn count_handoffs(
        &mut self,
        assistant: Option<AssistantId>,
        since: Millis,
    ) -> Result<Vec<HandoffCount>> {
        const SQL: &str = "SELECT h.reason, h.rule, MAX(h.rule_name) AS rule_name, \
             COUNT(*) AS handoffs, \
             COUNT(CASE WHEN h.fate IN ('left', 'nobody_came') THEN 1 END) AS missed, \
             COUNT(CASE WHEN h.mark = 'right' THEN 1 END) AS was_right, \
             COUNT(CASE WHEN h.mark = 'answerable' THEN 1 END) AS answerable \
             FROM handoffs h JOIN conversations c \
             ON c.workspace = h.workspace AND c.id = h.conversation \
             WHERE h.workspace = $1 AND h.at >= $2 AND c.kind = 'live' \
             AND ($3 OR h.assistant = $4) \
             GROUP BY h.reason, h.rule ORDER BY 4 DESC, 1, 3";
        Ok(on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(since)
            .bind(assistant.is_none())
            .bind(assistant.map_or_else(Uuid::nil, AssistantId::uuid))
            .fetch_all(c)
            .await)?)
    }
}
