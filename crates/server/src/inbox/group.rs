//! Requests in one transaction: rows are read together, each request is decided on what the ones
//! before it left, and what all of them wrote is stored together.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::access::{self, Actor, Permission, Subject};
use domain::conversation::{Command, Event, Job, Millis, Moment, Owner};
use domain::id::{CommandId, ConversationId, PictureId, TeammateId, VisitorId};
use store::{
    Appended, ConversationRow, ListRow, LogRow, NewJob, Saved, SentPicture, StoreError, Tenant, Tx,
    WaitRow,
};

use super::preview::preview;
use super::{InboxError, Performed, Request, citations, details, handoffs, jobs, runs, waits};
use crate::protocol::Details;
use crate::{clock, identity};

/// What became of each request, in their order.
pub(super) type Outcomes = Vec<Result<Performed, InboxError>>;

/// Performs the requests of one workspace. Only the database's errors end all of them: a refusal
/// is the outcome of its own request. `Contended` says that another writer was faster.
pub(super) async fn perform(
    tx: &mut Tx,
    tenant: Tenant,
    requests: &[Request],
    reply_mail_ms: Millis,
) -> Result<Outcomes, StoreError> {
    // First what was carried out before, then the rows, which so are no older than it.
    let commands: Vec<CommandId> = requests.iter().map(|request| request.id).collect();
    let performed = tx.of(tenant).known_commands(&commands).await?.into_iter().collect();
    let ids: Vec<ConversationId> = requests.iter().map(|request| request.conversation).collect();
    let rows = tx.of(tenant).conversations_by_id(&ids).await?;
    let rows = rows.into_iter().map(|row| (row.row.id, row)).collect();
    let now = clock::now();
    let mut group = Group {
        tx,
        tenant,
        now,
        reply_mail_ms,
        rows,
        working: HashMap::new(),
        performed,
        written: Written::default(),
    };
    let mut outcomes = Vec::with_capacity(requests.len());
    for request in requests {
        match group.perform(request).await {
            Err(InboxError::Store(error)) => return Err(error),
            outcome => outcomes.push(outcome),
        }
    }
    group.store(&outcomes).await?;
    Ok(outcomes)
}

struct Group<'tx> {
    tx: &'tx mut Tx,
    tenant: Tenant,
    now: Millis,
    /// How long after a reply it is looked whether its visitor has seen it.
    reply_mail_ms: Millis,
    /// The conversations as the requests so far leave them.
    rows: HashMap<ConversationId, ListRow>,
    /// Teammates that were asked for, and whether they work here.
    working: HashMap<TeammateId, bool>,
    /// The requests that were carried out before, ever or in this group.
    performed: HashSet<(ConversationId, CommandId)>,
    written: Written,
}

/// What is stored at the end.
#[derive(Default)]
struct Written {
    /// The conversations that changed, and how their visitor moved. In one order for every node:
    /// two that lock the same rows in different orders would wait for each other.
    changed: BTreeMap<ConversationId, Moved>,
    told: BTreeMap<VisitorId, Details>,
    jobs: Vec<NewJob>,
    waits: Vec<WaitRow>,
    /// Pictures that a message carries now.
    pictures: BTreeSet<PictureId>,
}

/// What a visitor's requests brought.
#[derive(Default)]
struct Moved {
    page: bool,
    trail: bool,
}

impl Group<'_> {
    async fn perform(&mut self, request: &Request) -> Result<Performed, InboxError> {
        let row = self.row(request).await?;
        allowed(request, row.row.visitor)?;
        self.works_here(request).await?;
        if self.performed.contains(&(request.conversation, request.id)) {
            return Ok(Performed::unchanged(row));
        }
        let moment = Moment { now: self.now, resolver_is_here: self.resolver_is_here(&row).await? };
        let events = match row.row.state.decide(&request.command, &request.policy, moment) {
            Ok(events) => events,
            // Another node may have carried it out since, and what was carried out may no longer
            // be allowed: the sender asks again because they did not hear the first answer.
            Err(refusal) => {
                let earlier = self.performed_elsewhere(request).await?;
                return earlier.ok_or(InboxError::Refused(refusal));
            }
        };
        handoffs::check(self.tx, self.tenant, request).await?;
        citations::check(self.tx, self.tenant, &row, &events, self.now).await?;
        let pictures = self.pictures(request).await?;
        Ok(self.write(request, row, events, pictures))
    }

    /// The conversation, or the one that begins with this request.
    async fn row(&mut self, request: &Request) -> Result<ListRow, InboxError> {
        if let Some(row) = self.rows.get(&request.conversation) {
            return Ok(row.clone());
        }
        let (assistant, visitor) = request.begin.ok_or(InboxError::NotFound)?;
        // Held: a browser that becomes somebody's in this moment must not leave a conversation
        // behind with nobody.
        let known = self.tx.write_of(self.tenant).hold_visitor(visitor).await?;
        let known = known.ok_or(InboxError::NotFound)?;
        let (visitor_name, visitor_email) = (known.name, known.email);
        let visitor_identity = known.identity;
        let who = (visitor, request.kind);
        let row = ConversationRow::begun(request.conversation, assistant, who, self.now);
        Ok(ListRow { row, visitor_name, visitor_email, visitor_identity, seen_messages: 0 })
    }

    /// Whoever is removed in this moment does nothing more and is given nothing: their
    /// conversations are being released.
    async fn works_here(&mut self, request: &Request) -> Result<(), InboxError> {
        let Actor::Teammate(actor, _) = request.actor else { return Ok(()) };
        if let Command::Route { team: Some(team), .. } = request.command
            && !self.tx.of(self.tenant).has_team(team).await?
        {
            return Err(InboxError::NotFound);
        }
        let receiver = match request.command {
            Command::Transfer { to, .. } => Some(to),
            _ => None,
        };
        for teammate in [Some(actor), receiver].into_iter().flatten() {
            if !self.is_working(teammate).await? {
                return Err(InboxError::Forbidden);
            }
        }
        Ok(())
    }

    async fn resolver_is_here(&mut self, row: &ListRow) -> store::Result<bool> {
        match &row.row.state.owner {
            Owner::Nobody { resolved: Some(end) } => self.is_working(end.by).await,
            _ => Ok(false),
        }
    }

    async fn is_working(&mut self, teammate: TeammateId) -> store::Result<bool> {
        if let Some(working) = self.working.get(&teammate) {
            return Ok(*working);
        }
        let known = self.tx.of(self.tenant).teammate(teammate).await?;
        let working = known.is_some_and(|known| known.active);
        self.working.insert(teammate, working);
        Ok(working)
    }

    async fn performed_elsewhere(&mut self, request: &Request) -> store::Result<Option<Performed>> {
        let (id, mut rows) = (request.conversation, self.tx.of(self.tenant));
        if !rows.has_command(id, request.id).await? {
            return Ok(None);
        }
        Ok(rows.conversation(id, None).await?.map(Performed::unchanged))
    }

    /// The pictures that come with a message: their sender's own, sent to this conversation, once.
    async fn pictures(&mut self, request: &Request) -> Result<Vec<SentPicture>, InboxError> {
        let author = match request.actor {
            Actor::Visitor(visitor) => visitor.uuid(),
            Actor::Teammate(teammate, _) => teammate.uuid(),
            _ => return Ok(Vec::new()),
        };
        if request.pictures.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows = self.tx.of(self.tenant);
        let found = rows.pictures_in(request.conversation, &request.pictures).await?;
        let free: Vec<SentPicture> = found
            .into_iter()
            .filter(|row| row.author == Some(author) && !row.used)
            .map(|row| row.sent)
            // What is no picture is for forms alone.
            .filter(|sent| sent.name.is_none() || request.filled.is_some())
            .filter(|sent| !self.written.pictures.contains(&sent.id))
            .collect();
        if free.len() < request.pictures.len() {
            return Err(InboxError::PictureGone);
        }
        Ok(free)
    }

    /// Applies the events, and notes what is to be stored of them.
    fn write(
        &mut self,
        request: &Request,
        mut row: ListRow,
        events: Vec<Event>,
        mut pictures: Vec<SentPicture>,
    ) -> Performed {
        if events.is_empty() {
            return Performed::unchanged(row);
        }
        self.written.pictures.extend(pictures.iter().map(|sent| sent.id));
        let mut work: Vec<Job> = Vec::new();
        let mut rows = Vec::with_capacity(events.len());
        for event in events {
            let visitor_prev = row.row.state.visitor_seq;
            let told = row.row.state.told();
            row.row.state.apply(&event, self.now);
            self.written.waits.extend(waits::noted(&row.row, told, self.now));
            work.extend(row.row.state.job(&event));
            rows.push(LogRow {
                seq: row.row.state.seq,
                visitor_prev,
                at: self.now,
                command: rows.is_empty().then_some(request.id),
                words: request.words.clone().filter(|_| event.bears_body()),
                pictures: match event {
                    Event::VisitorSaid { .. }
                    | Event::Replied { .. }
                    | Event::FieldsGiven { .. } => std::mem::take(&mut pictures),
                    _ => Vec::new(),
                },
                event,
            });
        }
        let id = request.conversation;
        let moved = self.written.changed.entry(id).or_default();
        show(&mut row.row, moved, request, &rows, self.now);
        if rows.iter().any(|event| matches!(event.event, Event::HandedOff { .. })) {
            row.row.handoff_page.clone_from(&row.row.page);
            row.row.handoff_identity.clone_from(&row.visitor_identity);
        }
        if let Some(told) = &request.details {
            row.visitor_name = told.name.clone().or(row.visitor_name);
            row.visitor_email = told.email.clone().or(row.visitor_email);
            let before = self.written.told.entry(row.row.visitor).or_default();
            *before = told.clone().over(before);
        }
        let (jobs, turns) = jobs::of(self.tenant, id, work, self.now);
        self.written.jobs.extend(jobs);
        if rows.iter().any(|it| may_be_missed(&it.event)) && identity::address(&row).is_some() {
            self.written.jobs.push(jobs::notice(id, self.now + self.reply_mail_ms));
        }
        self.performed.insert((id, request.id));
        self.rows.insert(id, row.clone());
        Performed { row, events: rows, turns }
    }

    async fn store(self, outcomes: &Outcomes) -> Result<(), StoreError> {
        let Self { tx, tenant, mut rows, written, .. } = self;
        if written.changed.is_empty() {
            return Ok(());
        }
        let mut workspace = tx.write_of(tenant);
        let of = |done: &'_ Performed| done.row.row.id;
        let mut events: Vec<(ConversationId, &LogRow)> = outcomes
            .iter()
            .flatten()
            .flat_map(|done| done.events.iter().map(move |event| (of(done), event)))
            .collect();
        events.sort_by_key(|(id, _)| *id);
        if workspace.append(&events).await? == Appended::No {
            return Err(StoreError::Contended(1));
        }
        let saved =
            |(id, Moved { page, trail })| Some(Saved { row: rows.remove(&id)?.row, page, trail });
        let saved: Vec<Saved> = written.changed.into_iter().filter_map(saved).collect();
        workspace.save_conversations(&saved).await?;
        runs::note(&mut workspace, outcomes.iter().flatten()).await?;
        for wait in &written.waits {
            workspace.note_wait(wait).await?;
        }
        handoffs::note(&mut workspace, outcomes.iter().flatten()).await?;
        workspace.note_uses(&citations::uses(outcomes.iter().flatten())).await?;
        for picture in written.pictures {
            workspace.use_picture(picture).await?;
        }
        for (visitor, told) in written.told {
            let (name, email) = (told.name.as_deref(), told.email.as_deref());
            workspace.name_visitor(visitor, name, email).await?;
        }
        workspace.insert_jobs(&written.jobs).await
    }
}

/// Somebody else's conversation is not told apart from none at all.
fn allowed(request: &Request, visitor: VisitorId) -> Result<(), InboxError> {
    let permission = match request.actor {
        Actor::Visitor(_) => Permission::Converse,
        Actor::Teammate(..) => match request.command {
            Command::Note { .. } => Permission::ReadInbox,
            _ => Permission::Reply,
        },
        _ => Permission::Work,
    };
    let subject = Subject::ConversationOf(visitor);
    match (access::may(request.actor, permission, subject), request.actor) {
        (true, _) => Ok(()),
        (false, Actor::Teammate(..)) => Err(InboxError::Forbidden),
        (false, _) => Err(InboxError::NotFound),
    }
}

/// Whether somebody who left may have to be told by mail: a reply, or an address to tell of one.
fn may_be_missed(event: &Event) -> bool {
    matches!(event, Event::Replied { .. } | Event::DetailsGiven)
}

/// What the row shows beside the state.
fn show(
    row: &mut ConversationRow,
    moved: &mut Moved,
    request: &Request,
    events: &[LogRow],
    now: Millis,
) {
    row.changed_at = now;
    if let Some(preview) = events.iter().rev().find_map(preview) {
        row.preview = Some(details::to_json(&preview));
    }
    if let Some(page) = &request.page {
        moved.page = true;
        row.page = Some(details::to_json(page));
        if let Some(trail) = details::trail(row.trail.as_deref(), page, now) {
            moved.trail = true;
            row.trail = Some(trail);
        }
    }
    for event in events {
        runs::keep(row, event);
    }
    if let Some(told) = &request.details {
        row.details = Some(details::merge(row.details.as_deref(), told));
    }
}
