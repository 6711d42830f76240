//! Trying rules on past conversations, before they hold for new ones.

use std::collections::BTreeMap;

use domain::condition::Value;
use domain::conversation::{Mark, Millis};
use domain::id::{AssistantId, ConversationId, RuleId};
use domain::rule::Rule;
use domain::rule::back_test::{Met, Past, Report};
use store::{Conn, PastTurn, Tenant};
use uuid::Uuid;

use crate::protocol::{BackTest, RuleChange, RulePasses};
use crate::rules;

/// The newest so many are tried.
const CONVERSATIONS_MAX: u32 = 10_000;

/// Turns read at once; a conversation of more is tried on its first.
const TURNS_PAGE: i64 = 2_000;

/// Changed conversations of each kind that are listed.
const LISTED_MAX: usize = 50;

const WORDS_CHARS_MAX: usize = 200;

/// Tries a list on the past conversations of an assistant, against the list in force.
pub(crate) async fn run(
    conn: &mut Conn,
    tenant: Tenant,
    of: AssistantId,
    other: &[Rule],
) -> store::Result<BackTest> {
    let (present, _) = rules::of(conn, tenant, of).await?;
    let mut trial = Trial { present: &present, other, ..Trial::default() };
    let mut older_than = ConversationId::from(Uuid::max());
    while trial.report.conversations < CONVERSATIONS_MAX {
        let turns = conn.of(tenant).past_turns(of, older_than, TURNS_PAGE).await?;
        let is_last = i64::try_from(turns.len()).is_ok_and(|count| count < TURNS_PAGE);
        let Some((newest, oldest)) = turns.first().zip(turns.last()) else { break };
        let stretch = (oldest.conversation, newest.conversation);
        let unwell = conn.of(tenant).not_ended_well(stretch).await?;
        let marks = conn.of(tenant).first_marks(stretch).await?;
        let mut threads: Vec<&[PastTurn]> =
            turns.chunk_by(|one, next| one.conversation == next.conversation).collect();
        // The last of a full page may go on in the next, where it is read whole.
        if !is_last && threads.len() > 1 {
            threads.pop();
        }
        for thread in threads {
            let id = thread[0].conversation;
            older_than = id;
            trial.add(thread, !unwell.contains(&id), marks.get(&id).copied());
        }
        if is_last {
            break;
        }
    }
    Ok(trial.into_view())
}

#[derive(Default)]
struct Trial<'rules> {
    present: &'rules [Rule],
    other: &'rules [Rule],
    report: Report,
    since: Option<Millis>,
    by_rule: BTreeMap<RuleId, u32>,
    newly: Vec<RuleChange>,
    no_longer: Vec<RuleChange>,
}

impl Trial<'_> {
    fn add(&mut self, thread: &[PastTurn], went_well: bool, mark: Option<Mark>) {
        // What a later version writes and this one does not read is not tried.
        let read = |turn: &PastTurn| serde_json::from_str::<Met>(&turn.facts).ok();
        let Some(turns) = thread.iter().map(read).collect::<Option<Vec<Met>>>() else { return };
        let conversation = thread[0].conversation;
        let ended_well = went_well && turns.last().is_some_and(is_answered);
        let past = Past { turns, ended_well, mark };
        self.since = Some(thread[0].at);
        let (was, would) = self.report.add(self.present, self.other, &past);
        if let Some(rule) = would.and_then(|first| first.by) {
            *self.by_rule.entry(rule).or_default() += 1;
        }
        let (first, newly, list) = match (was, would) {
            (None, Some(first)) => (first, true, &mut self.newly),
            (Some(first), None) => (first, false, &mut self.no_longer),
            _ => return,
        };
        if list.len() < LISTED_MAX {
            list.push(RuleChange {
                conversation: conversation.uuid(),
                at: thread[first.turn].at,
                newly,
                rule: first.by.map(RuleId::uuid),
                words: words(&past.turns[first.turn]),
                ended_well,
            });
        }
    }

    fn into_view(self) -> BackTest {
        let by_rule = self.by_rule.into_iter();
        let passes =
            |(rule, conversations): (RuleId, u32)| RulePasses { rule: rule.uuid(), conversations };
        let mut changes = self.newly;
        changes.extend(self.no_longer);
        BackTest {
            report: self.report,
            since: self.since,
            by_rule: by_rule.map(passes).collect(),
            changes,
        }
    }
}

fn is_answered(met: &Met) -> bool {
    let verdict = met.facts.get("verdict");
    matches!(verdict, Some(Value::Text(verdict)) if verdict == "answered" || verdict == "talk")
}

fn words(met: &Met) -> String {
    match met.facts.get("text") {
        Some(Value::Text(text)) => text.chars().take(WORDS_CHARS_MAX).collect(),
        _ => String::new(),
    }
}
