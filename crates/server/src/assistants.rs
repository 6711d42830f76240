//! Settings of assistants as the server knows them: kept until they change, so that a visitor's
//! message costs no query for them.

use std::collections::BTreeSet;
use std::sync::Arc;

use assistant::copy::Voice;
use assistant::guidance::Guidance;
use assistant::links;
use domain::conversation::{Millis, Policy};
use domain::id::AssistantId;
use domain::look::Look;
use domain::rollout::{self, Mute, Rollout, Stage, Visit};
use knowledge::confidence::Level;
use serde::{Deserialize, Serialize};
use store::{Assistant, Conn, NewAssistant, Tenant, VisitorOf};

use crate::app::App;
use crate::kept::Kept;
use crate::{clock, hours};

/// What was read counts this long: another node may have changed it.
const KEPT_MS: Millis = 5_000;

/// Signs of a public id.
const SITE_CHARS: usize = 12;

/// What an owner chose for an assistant, as its row keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub(crate) voice: Voice,
    pub(crate) guidance: Guidance,
    pub(crate) rollout: Rollout,
    /// How readily it answers.
    pub(crate) level: Level,
    /// What its models may cost in a month, in millionths; none for no limit.
    pub(crate) monthly_budget_micros: Option<i64>,
    /// Since when it is at its step of going live.
    pub(crate) stage_since: Millis,
}

impl Settings {
    /// The settings of a row. Where a later version wrote what this one cannot read, people answer:
    /// better than an assistant that its owner may have switched off.
    pub(crate) fn of(assistant: &Assistant) -> Self {
        serde_json::from_str(&assistant.settings).unwrap_or_else(|error| {
            tracing::error!(%error, assistant = %assistant.id, "settings cannot be read");
            let rollout = Rollout { stage: Stage::Off, ..Rollout::default() };
            Self { rollout, ..Self::default() }
        })
    }

    /// As a row keeps them.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).expect("settings have a JSON form")
    }
}

/// The hosts that what an assistant says may link to: where its widget stands, what it has read,
/// and those that its owner named.
pub(crate) async fn link_hosts(
    conn: &mut Conn,
    tenant: Tenant,
    assistant: &Assistant,
) -> store::Result<BTreeSet<String>> {
    let read = conn.of(tenant).sites().await?;
    let own = assistant.allowed_sites.iter().map(String::as_str);
    let addresses = own.chain(read.iter().map(|site| site.address.as_str()));
    let mut hosts: BTreeSet<String> = addresses.filter_map(links::host).collect();
    hosts.extend(Settings::of(assistant).guidance.links);
    Ok(hosts)
}

/// An assistant to store: a public id of its own, and nobody's sites yet.
pub(crate) fn fresh(name: String, greeting: String, settings: &Settings) -> NewAssistant {
    let (mut site, _) = clock::new_token();
    site.truncate(SITE_CHARS);
    let assistant = Assistant {
        id: clock::new_id(),
        site,
        name,
        greeting,
        suggestions: vec![],
        allowed_sites: vec![],
        look: Look::default(),
        picture: None,
        generation: 0,
        settings: settings.text(),
        archived_at: None,
        learns_all: true,
    };
    NewAssistant { assistant, at: clock::now() }
}

/// The settings that were read.
#[derive(Debug, Default)]
pub(crate) struct Assistants(Kept<AssistantId, Known>);

#[derive(Debug)]
struct Known {
    rollout: Rollout,
    archived: bool,
}

impl Assistants {
    /// They changed: the next visitor's message reads them again.
    pub(crate) fn forget(&self, id: AssistantId) {
        self.0.forget(&id);
    }

    async fn of(&self, app: &App, tenant: Tenant, id: AssistantId) -> store::Result<Arc<Known>> {
        let now = clock::now();
        let mark = match self.0.find(&id, now - KEPT_MS + 1..=now) {
            Ok(known) => return Ok(known),
            Err(mark) => mark,
        };
        let read = app.db.read().await?.of(tenant).assistant(id).await?;
        let known = Known {
            rollout: read.as_ref().map(Settings::of).unwrap_or_default().rollout,
            archived: read.is_none_or(|read| read.archived_at.is_some()),
        };
        Ok(self.0.keep(mark, id, now, known))
    }
}

/// How the machine treats what a visitor says now, on this page. Costs no query but now and then.
pub(crate) async fn policy(app: &App, me: &VisitorOf, page: &str) -> store::Result<Policy> {
    let known = app.assistants.of(app, me.tenant, me.assistant).await?;
    if known.archived {
        return Ok(Policy { mute: Some(Mute::Off), ..Policy::default() });
    }
    let played = rehearsed(&known.rollout, me);
    let rollout = played.as_ref().unwrap_or(&known.rollout);
    let is_open = match rollout.stage {
        Stage::OutsideHours => {
            let mut conn = app.db.read().await?;
            hours::open_now(app, &mut conn, me.tenant, clock::now()).await?.open
        }
        _ => false,
    };
    let visit = Visit { page, draw: rollout::draw(me.assistant, me.visitor), is_open };
    Ok(Policy { mute: rollout.mute(visit), drafts: rollout.drafts(), ..Policy::default() })
}

/// A rehearsal plays one step, on every page and for whoever plays it.
fn rehearsed(real: &Rollout, me: &VisitorOf) -> Option<Rollout> {
    if me.kind == rollout::Kind::Live {
        return None;
    }
    let drafts_for_teammates = real.drafts_for_teammates;
    let stage = me.stage.unwrap_or(Stage::Everybody);
    Some(Rollout { stage, drafts_for_teammates, ..Rollout::default() })
}
