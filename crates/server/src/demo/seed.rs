//! What the demo begins with: people, documents, and conversations that the assistant really has.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, bail};
use domain::access::{Actor, Role};
use domain::conversation::{Command, Owner, Seq};
use domain::id::{AssistantId, ConversationId, TeammateId, VisitorId};
use domain::message::is_courtesy;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;
use store::{NewTeammate, StoreError, Tenant};

use super::{Files, actions};
use crate::app::App;
use crate::clock;
use crate::inbox::{self, Request};
use crate::protocol::{Details, Page, SourceState};
use crate::sources::{self, source_view};

/// How often a seeded conversation is looked at while the assistant answers.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Looks before the demo gives up on an answer: 20 seconds.
const LOOKS_MAX: usize = 2_000;

#[derive(Debug, Deserialize)]
struct Seed {
    workspace: String,
    assistant: SeedAssistant,
    teammates: Vec<SeedPerson>,
    conversations: Vec<SeedConversation>,
}

#[derive(Debug, Deserialize)]
struct SeedAssistant {
    name: String,
    greeting: String,
    suggested_questions: Vec<String>,
}

/// A teammate of the demo.
#[derive(Debug, Deserialize)]
pub(super) struct SeedPerson {
    pub(super) name: String,
    pub(super) email: String,
    role: Role,
}

#[derive(Debug, Deserialize)]
struct SeedConversation {
    visitor: Option<String>,
    page: String,
    title: String,
    attributes: BTreeMap<String, serde_json::Value>,
    says: Vec<String>,
    then: Then,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Then {
    None,
    AsksPerson,
    Resolved,
}

fn read() -> Seed {
    let file = Files::get("seed.json").expect("the demo's seed is in the binary");
    serde_json::from_slice(&file.data).expect("the demo's seed is well formed")
}

/// The teammates of the demo, the owner first.
pub(super) fn people() -> Vec<SeedPerson> {
    read().teammates
}

/// Fills an empty demo; one that was filled before is left as it is.
pub(super) async fn seed(app: &App, tenant: Tenant, site_port: u16) -> anyhow::Result<()> {
    let seed = read();
    if !is_ours(app, tenant, &seed).await? {
        bail!("this database holds a workspace that is no demo: choose another one");
    }
    let assistant = furnish(app, tenant, &seed, site_port).await?;
    actions::equip(app, tenant, assistant).await?;
    let is_furnished = !app.db.read().await?.of(tenant).teammates().await?.is_empty();
    if is_furnished {
        return learn(app, tenant).await;
    }
    let people = hire(app, tenant, &seed.teammates).await?;
    learn(app, tenant).await?;
    let bar = bar(seed.conversations.len(), "talking")?;
    for conversation in &seed.conversations {
        converse(app, tenant, assistant, people[0], conversation, site_port).await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// A demo touches an empty workspace, or one whose owner is the demo's own.
async fn is_ours(app: &App, tenant: Tenant, seed: &Seed) -> anyhow::Result<bool> {
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(tenant);
    let teammates = rows.teammates().await?;
    let is_empty = teammates.is_empty() && rows.sources().await?.is_empty();
    let owner = &seed.teammates[0].email;
    Ok(is_empty || teammates.iter().any(|teammate| teammate.email == *owner))
}

async fn furnish(
    app: &App,
    tenant: Tenant,
    seed: &Seed,
    site_port: u16,
) -> anyhow::Result<AssistantId> {
    let assistants = app.db.read().await?.of(tenant).assistants().await?;
    let mut assistant = assistants.into_iter().next().context("the assistant is missing")?;
    assistant.name.clone_from(&seed.assistant.name);
    assistant.greeting.clone_from(&seed.assistant.greeting);
    assistant.suggestions.clone_from(&seed.assistant.suggested_questions);
    assistant.allowed_sites =
        ["127.0.0.1", "localhost"].map(|host| format!("http://{host}:{site_port}")).to_vec();
    let (id, name) = (assistant.id, seed.workspace.clone());
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let (assistant, name) = (assistant.clone(), name.clone());
            Box::pin(async move {
                tx.write_of(tenant).save_assistant(&assistant).await?;
                tx.write_system().name_workspace(tenant, &name).await
            })
        })
        .await?;
    Ok(id)
}

async fn hire(app: &App, tenant: Tenant, people: &[SeedPerson]) -> anyhow::Result<Vec<TeammateId>> {
    let mut ids = Vec::new();
    for person in people {
        let new = NewTeammate {
            id: clock::new_id(),
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role,
            password: None,
            at: clock::now(),
        };
        ids.push(new.id);
        app.db
            .write::<_, StoreError, _>(move |tx| {
                let new = new.clone();
                Box::pin(async move { tx.write_of(tenant).insert_teammate(&new).await })
            })
            .await?;
    }
    app.people_changed(tenant);
    Ok(ids)
}

async fn learn(app: &App, tenant: Tenant) -> anyhow::Result<()> {
    let documents: Vec<_> = Files::iter().filter(|path| path.starts_with("documents/")).collect();
    for path in &documents {
        let file = Files::get(path).context("a document of the demo is missing")?;
        if let Err(refused) = sources::take(app, tenant, path, file.data.into_owned()).await? {
            bail!("{}: {}", refused.name, refused.why);
        }
    }
    let bar = bar(documents.len(), "learning")?;
    loop {
        let all = app.db.read().await?.of(tenant).sources().await?;
        let states: Vec<SourceState> = all
            .iter()
            .filter(|row| documents.iter().any(|path| path.ends_with(&format!("/{}", row.name))))
            .map(|row| source_view(row).state)
            .collect();
        if let Some(SourceState::Failed { why }) =
            states.iter().find(|state| matches!(state, SourceState::Failed { .. }))
        {
            bail!("a document of the demo was not learnt: {why}");
        }
        let ready =
            states.iter().filter(|state| matches!(state, SourceState::Ready { .. })).count();
        bar.set_position(ready as u64);
        if ready == states.len() {
            bar.finish_and_clear();
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn bar(length: usize, doing: &'static str) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{msg:>10} {bar:30} {pos} of {len}")?;
    Ok(ProgressBar::new(length as u64).with_style(style).with_message(doing))
}

/// One conversation, as a visitor has it: the assistant answers for real.
async fn converse(
    app: &App,
    tenant: Tenant,
    assistant: AssistantId,
    owner: TeammateId,
    seed: &SeedConversation,
    site_port: u16,
) -> anyhow::Result<()> {
    let visitor: VisitorId = clock::new_id();
    let (_, token) = clock::new_token();
    let at = clock::now();
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let token = token.clone();
            Box::pin(async move {
                tx.write_of(tenant).insert_visitor(visitor, &token, assistant, at).await
            })
        })
        .await?;
    let conversation: ConversationId = clock::new_id();
    let request = |command| Request {
        begin: Some((assistant, visitor)),
        page: Some(page(seed, site_port)),
        ..Request::new(clock::new_id(), conversation, Actor::Visitor(visitor), command)
    };
    for text in &seed.says {
        let say = request(Command::Say { courtesy: is_courtesy(text) });
        let say = Request { words: Some(text.clone()), ..say };
        inbox::perform(app, tenant, say).await?;
        settled(app, tenant, conversation).await?;
    }
    if let Some(name) = &seed.visitor {
        let told = Details { name: Some(name.clone()), ..Details::default() };
        let words = serde_json::to_string(&told).ok();
        let give = Request { words, details: Some(told), ..request(Command::GiveDetails) };
        inbox::perform(app, tenant, give).await?;
    }
    match seed.then {
        Then::None => {}
        Then::AsksPerson => {
            inbox::perform(app, tenant, request(Command::AskForPerson)).await?;
        }
        Then::Resolved => {
            let actor = Actor::Teammate(owner, Role::Owner);
            let resolve = Command::Resolve { by: owner, seen: Seq::MAX };
            inbox::perform(
                app,
                tenant,
                Request::new(clock::new_id(), conversation, actor, resolve),
            )
            .await?;
        }
    }
    Ok(())
}

fn page(seed: &SeedConversation, site_port: u16) -> Page {
    let plain = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    Page {
        url: format!("http://127.0.0.1:{site_port}{}", seed.page),
        title: seed.title.clone(),
        language: "en".to_owned(),
        attributes: seed
            .attributes
            .iter()
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect(),
        ..Page::default()
    }
}

/// Returns once the assistant has nothing more to say.
async fn settled(app: &App, tenant: Tenant, conversation: ConversationId) -> anyhow::Result<()> {
    for _ in 0..LOOKS_MAX {
        let row = app.db.read().await?.of(tenant).conversation(conversation, None).await?;
        let state = row.context("a conversation of the demo is missing")?.row.state;
        if state.turn().is_none() && !matches!(state.owner, Owner::Nobody { resolved: None }) {
            return Ok(());
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    bail!("the assistant did not answer a question of the demo")
}
