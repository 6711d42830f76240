//! The work of a run: asking, looking up, deciding, until it waits for the visitor or ends.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Actor;
use domain::action::field::{Choice, Field, FieldKind, Records};
use domain::action::lookup::Lookup;
use domain::action::next::{Next, Progress, Taken};
use domain::action::{Definition, Effect, Started, place};
use domain::condition::{Facts, Value};
use domain::conversation::{Command, Event, Refusal, Run, RunEnd, RunKey, Seq};
use domain::id::{ConversationId, TeamId};
use domain::limits::RUN_EVENTS_MAX;
use domain::message::Audience;
use jiff::civil::Date;
use serde::Serialize;
use store::{ActionCall, Conn, ListRow, StoreError, Tenant};
use uuid::Uuid;

use super::ask::{self, Asking};
use super::body::{Filled, Looked, OpenForm};
use super::effects::{self, Among, FIRST};
use super::verify::{self, Step};
use super::{Live, facts};
use crate::app::App;
use crate::clock;
use crate::inbox::{self, InboxError, Request, read_column};
use crate::protocol::{Form, FormField, Given, LookupCall};

/// Steps of one run without the visitor: every lookup and an end, twice.
const STEPS_MAX: usize = 16;

/// Records of a feed that a visitor chooses from.
const RECORDS_MAX: usize = 100;

/// What a run has come to, by its events.
#[derive(Default)]
pub(super) struct Read {
    progress: Progress,
    /// The form that was shown last.
    form: Option<Form>,
    /// The way it took.
    taken: Option<Taken>,
    /// A model began it.
    is_judged: bool,
}

/// A run as it stands.
struct At {
    row: ListRow,
    run: Run,
    definition: Definition,
    around: Facts,
    progress: Progress,
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
    Ok(())
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

/// Tells a program of the owner something. False when it did not take it and may be told again.
pub(crate) async fn webhook(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    (run, place): (u32, u32),
) -> Result<bool, InboxError> {
    let mut conn = app.db.read().await?;
    let stored = conn.of(tenant).run(conversation, run).await?;
    let row = conn.of(tenant).conversation(conversation, None).await?;
    let Some((stored, row)) = stored.zip(row) else { return Ok(true) };
    let version = u32::try_from(stored.version).unwrap_or_default();
    let found = super::published(&mut conn, tenant, (stored.action, version)).await?;
    let Some(definition) = found else { return Ok(true) };
    let around = facts::around(&mut conn, tenant, &row).await?;
    let Read { progress, taken, .. } = progress(&mut conn, tenant, &row, (run, 0)).await?;
    drop(conn);
    let effects = match (place.checked_sub(FIRST), taken) {
        (Some(_), _) => Some(&definition.first),
        (None, Some(Taken::Branch(at))) => definition.branches.get(at as usize).map(|it| &it.then),
        (None, Some(Taken::Otherwise)) => Some(&definition.otherwise),
        (None, Some(Taken::Failure)) => Some(&definition.on_failure),
        (None, None) => None,
    };
    let at = (place % FIRST) as usize;
    let Some(Effect::Webhook { request }) = effects.and_then(|all| all.get(at)) else {
        return Ok(true);
    };
    let facts = definition.facts(&around, &progress, facts::day(&row));
    let key = format!("{conversation}-{run}-webhook-{place}");
    let definition = &definition;
    let asking = Asking { definition, lookup: request, facts: &facts, row: &row, key: &key };
    let looked = ask::ask(app, tenant, asking).await?;
    Call::new((conversation, run), &key).note(app, tenant, &looked.call).await?;
    Ok(looked.values.is_some() || !request.may_repeat())
}

/// The form that waits for the visitor, with where its run is.
pub(crate) async fn open_form(
    conn: &mut Conn,
    tenant: Tenant,
    row: &ListRow,
) -> store::Result<Option<(RunKey, OpenForm)>> {
    let Some(key) = row.row.state.open_form() else { return Ok(None) };
    let since = row.row.state.run.as_ref().map_or(0, |run| run.since);
    let Read { form, .. } = progress(conn, tenant, row, (key.run, since)).await?;
    Ok(form.map(|form| (key, OpenForm::new(form))))
}

/// The run as it stands, if it is the open one.
async fn read(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    run: u32,
) -> store::Result<Option<At>> {
    let mut conn = app.db.read().await?;
    let Some(row) = conn.of(tenant).conversation(conversation, None).await? else {
        return Ok(None);
    };
    let Some(run) = row.row.state.run.clone().filter(|open| open.id == run) else {
        return Ok(None);
    };
    let found = super::published(&mut conn, tenant, (run.action, run.version)).await?;
    let Some(definition) = found else { return Ok(None) };
    let around = facts::around(&mut conn, tenant, &row).await?;
    let Read { progress, is_judged, .. } =
        progress(&mut conn, tenant, &row, (run.id, run.since)).await?;
    let mut definition = definition;
    // What a model begins and nobody can undo is the visitor's to decide.
    if is_judged && definition.changes_something() && definition.confirm.is_none() {
        definition.confirm = Some(definition.name.clone());
    }
    Ok(Some(At { row, run, definition, around, progress }))
}

/// Reads what a run has come to.
pub(super) async fn progress(
    conn: &mut Conn,
    tenant: Tenant,
    row: &ListRow,
    (run, since): (u32, Seq),
) -> store::Result<Read> {
    let after = (since - 1).max(0);
    let events = conn.of(tenant).events(row.row.id, after, Audience::Team, RUN_EVENTS_MAX).await?;
    let mut read = Read::default();
    for event in events {
        let words = event.words.as_deref();
        match event.event {
            Event::FormShown { run: of, .. } if of == run => read.form = read_column(words),
            Event::ActionStarted { run: of, .. } | Event::FieldsGiven { run: of } if of == run => {
                let filled: Filled = read_column(words).unwrap_or_default();
                read.is_judged |= is_judged(&event.event);
                read.progress.confirmed |= filled.confirmed;
                read.progress.answered.extend(filled.values);
            }
            Event::LookedUp { run: of, ref lookup, ok } if of == run => {
                let looked: Looked = read_column(words).unwrap_or_default();
                read.progress.records.extend(looked.records);
                read.progress.looked_up.insert(lookup.clone(), ok.then_some(looked.values));
            }
            Event::ActionEnded { run: of, taken, .. } if of == run => read.taken = taken,
            _ => {}
        }
    }
    Ok(read)
}

fn is_judged(event: &Event) -> bool {
    matches!(event, Event::ActionStarted { started: Started::Judged, .. })
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

    async fn form(
        &self,
        app: &App,
        tenant: Tenant,
        fields: &[&Field],
        day: Date,
    ) -> store::Result<Form> {
        let mut shown = Vec::new();
        for field in fields {
            shown.push(FormField {
                key: field.key.clone(),
                label: field.label.clone(),
                help: field.help.clone(),
                required: field.required,
                kind: self.kind(app, tenant, field).await?,
                message: field.message.clone(),
            });
        }
        let is_first = self.progress.answered.is_empty();
        let definition = &self.definition;
        let intro = if is_first { definition.intro.clone() } else { String::new() };
        Ok(Form {
            title: definition.name.clone(),
            intro,
            one_by_one: definition.one_by_one,
            fields: shown,
            confirm: None,
            known: self.known(day),
        })
    }

    /// What is known without asking, by fields that are not asked.
    fn known(&self, day: Date) -> Vec<Given> {
        let fields = self.definition.fields.iter();
        let unasked = fields.filter(|field| !self.progress.answered.contains_key(&field.key));
        unasked
            .filter_map(|field| {
                let value = domain::action::next::known(field, &self.around, day)?;
                Some(Given {
                    key: field.key.clone(),
                    label: field.label.clone(),
                    text: label_of(field, &value),
                    pictures: vec![],
                })
            })
            .collect()
    }

    /// The kind of a field; records as what there is to choose from.
    async fn kind(&self, app: &App, tenant: Tenant, field: &Field) -> store::Result<FieldKind> {
        let FieldKind::Record { from } = &field.kind else { return Ok(field.kind.clone()) };
        let options = match from {
            Records::Lookup { .. } => {
                self.progress.records.get(&field.key).cloned().unwrap_or_default()
            }
            Records::Feed { site } => {
                let mut conn = app.db.read().await?;
                let items = conn.of(tenant).titles_of_site((*site).into(), RECORDS_MAX).await?;
                let choice = |title: String| Choice { value: title.clone(), label: title };
                items.into_iter().map(choice).collect()
            }
        };
        // Where there is nothing to choose, the visitor says it.
        Ok(if options.is_empty() { FieldKind::Text } else { FieldKind::Choice { options } })
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
        let looked = if lookup.may_repeat() || call.begin(app, tenant, lookup).await? {
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

/// A value as people read it: what is chosen by its label.
fn label_of(field: &Field, value: &Value) -> String {
    let text = place::shown(value);
    match &field.kind {
        FieldKind::Choice { options } => {
            let chosen = options.iter().find(|option| option.value == text);
            chosen.map_or(text, |option| option.label.clone())
        }
        _ => text,
    }
}

/// What is kept of a request to a program of the owner.
struct Call {
    of: (ConversationId, u32),
    id: Uuid,
}

impl Call {
    /// Its id is the deed's, so that a second try after a crash is known as one.
    fn new(of: (ConversationId, u32), key: &str) -> Self {
        let hash = clock::hash(key);
        let bytes = hash.first_chunk::<16>().copied().unwrap_or_default();
        Self { of, id: Uuid::from_bytes(bytes) }
    }

    /// False when it was begun before, and nobody knows what became of it.
    async fn begin(&self, app: &App, tenant: Tenant, lookup: &Lookup) -> store::Result<bool> {
        let call = self.row(&ask::unknown(lookup).call);
        app.db
            .write::<_, StoreError, _>(move |tx| {
                let call = call.clone();
                Box::pin(async move { tx.write_of(tenant).begin_action_call(&call).await })
            })
            .await
    }

    async fn note(&self, app: &App, tenant: Tenant, done: &LookupCall) -> store::Result<()> {
        let call = self.row(done);
        app.db
            .write::<_, StoreError, _>(move |tx| {
                let call = call.clone();
                Box::pin(async move { tx.write_of(tenant).note_action_call(&call).await })
            })
            .await
    }

    fn row(&self, call: &LookupCall) -> ActionCall {
        let (conversation, run) = self.of;
        let body = serde_json::to_string(call).expect("our own types have a JSON form");
        ActionCall { id: self.id, conversation, run, at: clock::now(), body }
    }
}
