//! Every handoff: by its rule, with what became of it and what teammates think of it.

use axum::Json;
use axum::extract::State;
use domain::conversation::{Fate, Mark, Millis, Seq};
use domain::id::{ConversationId, RuleId};
use store::{HandoffCount, HandoffRow, HandoffsOf, ListRow};
use uuid::Uuid;

use super::Failure;
use super::conversations::{read_cursor, wrong_cursor};
use super::guard::SignedIn;
use super::input::Asked;
use crate::app::App;
use crate::clock;
use crate::inbox::{read_column, visitor_brief};
use crate::people::{Seen, ThreadReader};
use crate::protocol::{
    HandoffCounts, HandoffReason, HandoffView, HandoffsQuery, HandoffsView, MarkAsked, MarkView,
    OutcomeAsked, RuleNamed,
};

/// Handoffs of one page.
const WINDOW: u32 = 50;

/// How far back they are counted.
const COUNTED_MS: Millis = 30 * 24 * 3_600_000;

/// A page of them, with the counts of all.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Asked(asked): Asked<HandoffsQuery>,
) -> Result<Json<HandoffsView>, Failure> {
    let mut conn = app.db.read().await?;
    let names = app.names(&mut conn, me.tenant).await?;
    let names = names.seen_by(ThreadReader::Team);
    let rows = conn.of(me.tenant).handoffs(&wanted(&asked)?).await?;
    let next = rows.last().filter(|_| rows.len() == WINDOW as usize);
    let next = next.map(|last| format!("{}.{}.{}", last.at, last.conversation, last.seq));
    let mut ids: Vec<ConversationId> = rows.iter().map(|row| row.conversation).collect();
    ids.sort_unstable();
    ids.dedup();
    let threads = conn.of(me.tenant).conversations_by_id(&ids).await?;
    let since = clock::now() - COUNTED_MS;
    let assistant = asked.assistant.map(Into::into);
    let counts = conn.of(me.tenant).count_handoffs(assistant, since).await?;
    let of = |row: &HandoffRow| threads.iter().find(|it| it.row.id == row.conversation);
    let handoffs = rows.iter().filter_map(|row| shown(names, row, of(row)?)).collect();
    Ok(Json(HandoffsView {
        handoffs,
        next,
        counts: counts.into_iter().filter_map(count).collect(),
    }))
}

fn wanted(asked: &HandoffsQuery) -> Result<HandoffsOf, Failure> {
    let fates = match asked.outcome {
        None => vec![],
        Some(OutcomeAsked::Waiting) => vec![Fate::Waiting],
        Some(OutcomeAsked::Answered) => vec![Fate::Answered],
        Some(OutcomeAsked::Left) => vec![Fate::Left],
        Some(OutcomeAsked::NobodyCame) => vec![Fate::NobodyCame],
        Some(OutcomeAsked::Missed) => vec![Fate::Left, Fate::NobodyCame],
    };
    let mark = asked.mark.map(|mark| match mark {
        MarkAsked::Right => Some(Mark::Right),
        MarkAsked::Answerable => Some(Mark::Answerable),
        MarkAsked::None => None,
    });
    Ok(HandoffsOf {
        assistant: asked.assistant.map(Into::into),
        rule: asked.rule.map(Into::into),
        reason: asked.reason.map(|reason| reason.as_str().to_owned()),
        fates,
        mark,
        before: match asked.before.as_deref() {
            Some(cursor) => read_place(cursor)?,
            None => (Millis::MAX, ConversationId::from(Uuid::max()), Seq::MAX),
        },
        limit: WINDOW,
    })
}

/// The handoff that the page before ended with.
fn read_place(text: &str) -> Result<(Millis, ConversationId, Seq), Failure> {
    let (place, seq) = text.rsplit_once('.').unwrap_or((text, ""));
    let (at, conversation) = read_cursor(place)?;
    Ok((at, conversation, seq.parse().map_err(|_| wrong_cursor())?))
}

fn shown(names: Seen<'_>, row: &HandoffRow, of: &ListRow) -> Option<HandoffView> {
    Some(HandoffView {
        conversation: row.conversation.uuid(),
        seq: row.seq,
        at: row.at,
        assistant: row.assistant.uuid(),
        visitor: visitor_brief(of),
        preview: read_column(of.row.preview.as_deref()),
        reason: HandoffReason::parse(&row.reason)?,
        rule: rule(row.rule, row.rule_name.as_deref()),
        team: names.team(row.team),
        outcome: row.fate,
        by: row.teammate.map(|by| names.person(by)),
        ended_at: row.ended_at,
        mark: mark(names, row),
    })
}

/// A rule by the name that it had then.
pub(super) fn rule(id: Option<RuleId>, name: Option<&str>) -> Option<RuleNamed> {
    Some(RuleNamed { id: id?.uuid(), name: name.unwrap_or_default().to_owned() })
}

/// What was said of a handoff last.
pub(super) fn mark(names: Seen<'_>, row: &HandoffRow) -> Option<MarkView> {
    row.mark.map(|(mark, by)| MarkView { mark, by: names.person(by) })
}

fn count(count: HandoffCount) -> Option<HandoffCounts> {
    let HandoffCount {
        reason,
        rule: id,
        rule_name,
        handoffs,
        missed,
        was_right: right,
        answerable,
    } = count;
    let rule = rule(id.map(Into::into), rule_name.as_deref());
    let reason = HandoffReason::parse(&reason)?;
    Some(HandoffCounts { reason, rule, handoffs, missed, right, answerable })
}
