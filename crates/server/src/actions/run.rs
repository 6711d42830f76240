//! The work of a run: asking, looking up, deciding, until it waits for the visitor or ends.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Actor;
use domain::action::field::{Choice, Field, FieldKind, Records};
use domain::action::next::{Next, Progress, Taken};
use domain::action::{Definition, Effect, place};
use domain::condition::Facts;
use domain::conversation::{Command, Deed, Refusal, Run, RunEnd, RunKey};
use domain::id::{ConversationId, TeamId};
use jiff::civil::Date;
use serde::Serialize;
use store::{ListRow, Tenant};

use super::ask::{self, Asking};
use super::body::Looked;
use super::call::Call;
use super::effects::{self, Among};
use super::progress::{Read, progress};
use super::verify::{self, Step};
use super::{Live, facts};
use crate::app::App;
use crate::clock;
use crate::inbox::{self, InboxError, Request};
use crate::protocol::Form;

/// Steps of one run without the visitor: every lookup and an end, twice.
const STEPS_MAX: usize = 16;

/// A run as it stands.
pub(super) struct At {
    row: ListRow,
    run: Run,
    pub(super) definition: Definition,
    pub(super) around: Facts,
    pub(super) progress: Progress,
}

/// Goes on with a run until it waits for the visitor or ends. Nothing happens where it is over, or
/// waits already.
pub(crate) async fn act(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    run: u32,
) -> Result<(), InboxError> {
    for _ in 0..STEPS_MAX {
        let Some(at) = read(app, tenant, conversation, run).await? else { return Ok(()) };
        if at.run.asks {
            return Ok(());
        }
        let day = facts::day(&at.row);
        if at.definition.verified_only && !verify::is_verified(&at.around) {
            let of = (&at.row, at.definition.name.as_str());
            match verify::step(app, tenant, of, &at.progress).await? {
                Step::Ask(form) => return at.show(app, tenant, form).await,
                Step::Fails => {
                    let (taken, effects) = (Taken::Failure, &at.definition.on_failure);
                    return at.end(app, tenant, taken, effects, day).await.map(drop);
                }
            }
        }
        let goes_on = match at.definition.next(&at.around, &at.progress, day) {
            // There is nothing to choose from, and any word is no choice.
            Next::Ask(fields) if fields.iter().any(|field| at.has_no_records(field)) => {
                at.end(app, tenant, Taken::Failure, &at.definition.on_failure, day).await?
            }
            Next::Ask(fields) => {
                let form = at.form(app, tenant, &fields, day).await?;
                at.show(app, tenant, form).await?;
                false
            }
            Next::Confirm(text) => {
                let form = Form {
                    confirm: Some(place::filled(text, &at.facts(day))),
                    ..at.form(app, tenant, &[], day).await?
                };
                at.show(app, tenant, form).await?;
                false
            }
            Next::LookUp(lookup) => at.look_up(app, tenant, &lookup.name, day).await?,
            Next::Do(taken, effects) => at.end(app, tenant, taken, effects, day).await?,
        };
        if !goes_on {
            return Ok(());
        }
    }
    tracing::error!(%conversation, run, "an action did not come to its end");
    give_up(app, tenant, conversation, run).await
}

/// Ends a run that nobody can go on with, and brings its visitor to a person: they were told that
/// something is being done.
pub(crate) async fn give_up(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    run: u32,
) -> Result<(), InboxError> {
    let row = app.db.read().await?.of(tenant).conversation(conversation, None).await?;
    let key = row.and_then(|row| row.row.state.run_key()).filter(|key| key.run == run);
    let Some(key) = key else { return Ok(()) };
    let (end, deeds) = (RunEnd::Failed, vec![Deed::HandOff(None)]);
    let command = Command::EndAction { key, end, taken: None, says: false, deeds };
    let request = Request::new(clock::new_id(), conversation, Actor::System, command);
    match inbox::perform(app, tenant, request).await {
        Ok(_) | Err(InboxError::Refused(Refusal::StaleRun)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What an action asked was not answered for a long time: it ends, and whoever it was to bring to
/// a person gets one with what there is.
pub(crate) async fn leave(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    key: RunKey,
) -> Result<(), InboxError> {
    let Some(at) = read(app, tenant, conversation, key.run).await? else { return Ok(()) };
    let is_left = at.run.asks && at.run.step == key.step;
    if !is_left {
        return Ok(());
    }
    let ends = [&at.definition.otherwise]
        .into_iter()
        .chain(at.definition.branches.iter().map(|it| &it.then));
    let hand_off: Vec<Effect> = ends
        .flatten()
        .filter(|effect| matches!(effect, Effect::HandOff { .. }))
        .take(1)
        .filter(|_| at.definition.always_hands_off())
        .cloned()
        .collect();
    let facts = at.definition.facts(&at.around, &at.progress, facts::day(&at.row));
    let teams = effects::teams(&mut app.db.read().await?, tenant).await?;
    let among = at.among(&facts, &[], &teams);
    let (deeds, ended) = among.done(&hand_off);
    let end = RunEnd::Abandoned;
    let command = Command::EndAction { key, end, taken: None, says: false, deeds };
    at.perform(app, tenant, command, &ended).await.map(drop)
}

/// The run as it stands, if it is the open one.
async fn read(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    run: u32,
) -> Result<Option<At>, InboxError> {
    let mut conn = app.db.read().await?;
    let Some(row) = conn.of(tenant).conversation(conversation, None).await? else {
        return Ok(None);
    };
    let Some(run) = row.row.state.run.clone().filter(|open| open.id == run) else {
        return Ok(None);
    };
    let found = super::published(&mut conn, tenant, (run.action, run.version)).await?;
    let Some(definition) = found else {
        tracing::error!(%conversation, run = run.id, "the action of a run cannot be read");
        drop(conn);
        give_up(app, tenant, conversation, run.id).await?;
        return Ok(None);
    };
    let around = facts::around(&mut conn, tenant, &row).await?;
    let Read { progress, .. } = progress(&mut conn, tenant, &row, (run.id, run.since)).await?;
    let mut definition = definition;
    // What a model begins and nobody can undo is the visitor's to decide.
    if row.row.state.judged && definition.changes_something() && definition.confirm.is_none() {
        definition.confirm = Some(definition.name.clone());
    }
    Ok(Some(At { row, run, definition, around, progress }))
}

impl At {
    fn among<'run>(
        &'run self,
        facts: &'run Facts,
        live: &'run [Live],
        teams: &'run BTreeSet<TeamId>,
    ) -> Among<'run> {
        Among { definition: &self.definition, facts, live, teams, now: clock::now() }
    }

    /// All that is known by name.
    fn facts(&self, day: Date) -> Facts {
        self.definition.facts(&self.around, &self.progress, day)
    }

    fn key(&self) -> RunKey {
        RunKey { run: self.run.id, step: self.run.step }
    }

    async fn show(&self, app: &App, tenant: Tenant, form: Form) -> Result<(), InboxError> {
        let command = Command::ShowForm { key: self.key() };
        self.perform(app, tenant, command, &form).await.map(drop)
    }

    async fn look_up(
        &self,
        app: &App,
        tenant: Tenant,
        name: &str,
        day: Date,
    ) -> Result<bool, InboxError> {
        let Some(lookup) = self.definition.lookups.iter().find(|it| it.name == name) else {
            return Ok(false);
        };
        let facts = self.facts(day);
        let (conversation, run) = (self.row.row.id, self.run.id);
        // The same after a crash, so that the program does it once.
        let key = format!("{conversation}-{run}-{name}");
        let call = Call::new((conversation, run), &key);
        let looked = if !app.throttle.lookup(self.row.row.visitor, clock::now()) {
            ask::too_many(lookup)
        } else if lookup.may_repeat() || call.begin(app, tenant, lookup).await? {
            let (definition, row) = (&self.definition, &self.row);
            let asking = Asking { definition, lookup, facts: &facts, row, key: &key };
            ask::ask(app, tenant, asking).await?
        } else {
            ask::unknown(lookup)
        };
        call.note(app, tenant, &looked.call).await?;
        let ok = looked.values.is_some();
        let records = looked.answer.as_ref().map(|answer| self.records(name, answer));
        let found = Looked {
            values: looked.values.unwrap_or_default(),
            records: records.unwrap_or_default(),
        };
        let command = Command::LookUp { key: self.key(), lookup: name.to_owned(), ok };
        self.perform(app, tenant, command, &found).await
    }

    fn records(&self, name: &str, answer: &serde_json::Value) -> BTreeMap<String, Vec<Choice>> {
        let of = |field: &Field| match &field.kind {
            FieldKind::Record { from: Records::Lookup { lookup, list, value, label } }
                if lookup == name =>
            {
                let found = domain::action::lookup::records(answer, list, value, label);
                Some((field.key.clone(), found))
            }
            _ => None,
        };
        self.definition.fields.iter().filter_map(of).collect()
    }

    async fn end(
        &self,
        app: &App,
        tenant: Tenant,
        taken: Taken,
        effects: &[Effect],
        day: Date,
    ) -> Result<bool, InboxError> {
        let mut conn = app.db.read().await?;
        let live = super::live(&mut conn, tenant, self.row.row.assistant).await?;
        let teams = effects::teams(&mut conn, tenant).await?;
        drop(conn);
        let facts = self.facts(day);
        let (deeds, ended) = self.among(&facts, &live, &teams).done(effects);
        let end = if taken == Taken::Failure { RunEnd::Failed } else { RunEnd::Done };
        let says = !ended.text.trim().is_empty();
        let (key, taken) = (self.key(), Some(taken));
        let command = Command::EndAction { key, end, taken, says, deeds };
        self.perform(app, tenant, command, &ended).await?;
        Ok(false)
    }

    /// False when the run is over, or somebody else has gone on with it.
    async fn perform(
        &self,
        app: &App,
        tenant: Tenant,
        command: Command,
        words: &impl Serialize,
    ) -> Result<bool, InboxError> {
        let words = serde_json::to_string(words).expect("our own types have a JSON form");
        let actor = Actor::Assistant(self.row.row.assistant);
        let request = Request::new(clock::new_id(), self.row.row.id, actor, command);
        let request = Request { words: Some(words), ..request };
        match inbox::perform(app, tenant, request).await {
            Ok(_) => Ok(true),
            Err(InboxError::Refused(Refusal::StaleRun)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
