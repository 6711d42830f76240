//! What begins an action, as the machine is asked.

use std::collections::{BTreeMap, BTreeSet};

use domain::action::Started;
use domain::condition::{Facts, Value};
use domain::conversation::{Command, RunKey, Start, TurnKey};
use domain::id::{ActionId, ConversationId, TeamId, TeammateId};
use store::{Conn, ConversationRow, ListRow, Tenant, VisitorOf};

use super::answers::{Answered, answers};
use super::body::Filled;
use super::effects::{self, Among};
use super::{Live, facts, live, open_form, verify};
use crate::app::App;
use crate::clock;
use crate::http::Failure;
use crate::protocol::{Page, VisitorButton};

/// By whom an action is started.
#[derive(Debug, Clone, Copy)]
pub(crate) enum StartBy {
    /// The visitor, or the page's script.
    Visitor(Started),
    /// A teammate, with the epoch that they saw.
    Teammate(TeammateId, u32),
    /// The assistant, in a turn.
    Turn(TurnKey, Started),
}

/// A command that starts an action, and what of it was said already.
pub(crate) struct Starting {
    pub(crate) command: Command,
    pub(crate) filled: Filled,
}

/// Starts an action with what it does at once, and with answers that are known already.
pub(crate) fn starting(
    live: &Live,
    (around, teams): (&Facts, &BTreeSet<TeamId>),
    by: StartBy,
    said: Filled,
) -> Starting {
    let (started, teammate, key) = match by {
        StartBy::Visitor(started) => (started, None, None),
        StartBy::Teammate(teammate, epoch) => (Started::Teammate, Some((teammate, epoch)), None),
        StartBy::Turn(key, started) => (started, None, Some(key)),
    };
    let Live { id: action, version, definition } = live;
    let now = clock::now();
    let (deeds, ended) = Among { definition, facts: around, live: &[], teams, now }.at_once();
    let start = Start { action: *action, version: *version, started, by: teammate, deeds };
    Starting {
        command: Command::Start { start: Box::new(start), key },
        filled: Filled { note: ended.note, title: definition.name.clone(), ..said },
    }
}

/// The buttons that a visitor has on a page.
pub(crate) async fn buttons(
    app: &App,
    me: VisitorOf,
    page: Option<&Page>,
) -> Result<Vec<VisitorButton>, Failure> {
    let mut conn = app.db.read().await?;
    let all = live(&mut conn, me.tenant, me.assistant).await?;
    if all.iter().all(|it| it.definition.starts.button.is_none()) {
        return Ok(vec![]);
    }
    let around = around_visitor(&mut conn, me, None, page).await?;
    let shown = all.iter().filter(|it| it.may_start(&around)).filter_map(|it| {
        let button = it.definition.starts.button.as_ref()?;
        let (label, place) = (button.label.clone(), button.place);
        Some(VisitorButton { action: it.id.uuid(), label, place })
    });
    Ok(shown.collect())
}

/// A visitor presses a button, or their page's script asks by name.
pub(crate) async fn start_by_visitor(
    app: &App,
    me: VisitorOf,
    (conversation, page): (ConversationId, Option<&Page>),
    named: &str,
) -> Result<Starting, Failure> {
    let mut conn = app.db.read().await?;
    let around = around_visitor(&mut conn, me, Some(conversation), page).await?;
    let by_id: Option<ActionId> = named.parse().ok();
    let all = live(&mut conn, me.tenant, me.assistant).await?;
    let found = all.into_iter().find_map(|it| {
        let starts = &it.definition.starts;
        let started = match by_id {
            Some(id) => (it.id == id && starts.button.is_some()).then_some(Started::Button),
            None => (starts.script.as_deref() == Some(named)).then_some(Started::Script),
        };
        started.filter(|_| it.may_start(&around)).map(|started| (it, started))
    });
    let (found, started) = found.ok_or_else(Failure::not_found)?;
    let teams = effects::teams(&mut conn, me.tenant).await?;
    let among = (&around, &teams);
    Ok(starting(&found, among, StartBy::Visitor(started), Filled::default()))
}

/// Actions that a teammate may send in a conversation.
pub(crate) async fn sendable(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
) -> Result<(Vec<Live>, Facts), Failure> {
    let mut conn = app.db.read().await?;
    let row = conn.of(tenant).conversation(conversation, None).await?;
    let row = row.ok_or_else(Failure::not_found)?;
    let around = facts::around(&mut conn, tenant, &row).await?;
    let mut all = live(&mut conn, tenant, row.row.assistant).await?;
    all.retain(|it| it.definition.starts.teammate);
    Ok((all, around))
}

/// A teammate sends an action.
pub(crate) async fn start_by_teammate(
    app: &App,
    tenant: Tenant,
    (conversation, action): (ConversationId, ActionId),
    (by, epoch): (TeammateId, u32),
) -> Result<Starting, Failure> {
    let (all, around) = sendable(app, tenant, conversation).await?;
    let found = all.iter().find(|it| it.id == action).ok_or_else(Failure::not_found)?;
    let teams = effects::teams(&mut app.db.read().await?, tenant).await?;
    let among = (&around, &teams);
    Ok(starting(found, among, StartBy::Teammate(by, epoch), Filled::default()))
}

/// What a visitor answers, if all of it fits what is asked now.
pub(crate) async fn given_by_visitor(
    app: &App,
    me: VisitorOf,
    conversation: ConversationId,
    at: RunKey,
    values: &BTreeMap<String, Value>,
) -> Result<Answered, Failure> {
    let mut conn = app.db.read().await?;
    let row = conn.of(me.tenant).conversation(conversation, None).await?;
    let row = row.filter(|row| row.row.visitor == me.visitor).ok_or_else(Failure::not_found)?;
    let day = facts::day(&row);
    match open_form(&mut conn, me.tenant, &row).await? {
        Some((key, open, _)) if key == at => {
            let answered = answers(&open, values, day)?;
            drop(conn);
            verify(app, me.tenant, &row, &answered).await?;
            Ok(answered)
        }
        // The machine says why: the same answers twice are the same once.
        _ => Ok(Answered::default()),
    }
}

/// What is known around a visitor who may have no conversation yet.
async fn around_visitor(
    conn: &mut Conn,
    me: VisitorOf,
    conversation: Option<ConversationId>,
    page: Option<&Page>,
) -> Result<Facts, Failure> {
    let row = match conversation {
        Some(id) => conn.of(me.tenant).conversation(id, None).await?,
        None => None,
    };
    let own = row.filter(|row| row.row.visitor == me.visitor);
    let signed_only = conn.of(me.tenant).identity_settings().await?.signed_only;
    let row = if let Some(row) = own {
        row
    } else {
        let known = conn.of(me.tenant).visitor(me.visitor).await?;
        let known = known.ok_or_else(Failure::not_found)?;
        let id = ConversationId::from(uuid::Uuid::nil());
        let row = ConversationRow::begun(id, me.assistant, (me.visitor, me.kind), 0);
        ListRow {
            visitor_name: known.name,
            visitor_email: known.email,
            visitor_identity: known.identity,
            ..ListRow::of_nobody(row)
        }
    };
    let stored: Option<Page> = crate::inbox::read_column(row.row.page.as_deref());
    Ok(facts::of(&row, page.or(stored.as_ref()), &signed_only))
}
