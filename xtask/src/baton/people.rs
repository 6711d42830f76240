//! Teammates and visitors as HTTP clients, and what they need to begin.

use anyhow::{Context, Result, ensure};
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::server::Server;

const PASSWORD: &str = "a long enough password";

/// A signed-in teammate.
#[derive(Clone)]
pub(crate) struct Teammate {
    pub(crate) client: Client,
    pub(crate) id: Uuid,
    pub(crate) name: String,
    cookie: String,
    base: String,
}

/// A visitor with a token.
#[derive(Clone)]
pub(crate) struct Visitor {
    client: Client,
    token: String,
    base: String,
}

/// What a server said to a command.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl Answer {
    async fn read(response: Response) -> Result<Self> {
        let status = response.status();
        let text = response.text().await?;
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Self { status, body })
    }

    /// The body, when the command was carried out.
    pub(crate) fn done(self) -> Result<Value> {
        ensure!(self.status.is_success(), "{}: {}", self.status, self.body);
        Ok(self.body)
    }
}

/// Sets a new server up: an owner, and so many teammates in all.
pub(crate) async fn hire(server: &Server, count: usize) -> Result<Vec<Teammate>> {
    let token = server.setup.clone().context("the server printed no setup link")?;
    let setup = json!({
        "token": token, "workspace": "Soak", "name": "Teammate 0",
        "email": "teammate0@soak.example", "password": PASSWORD,
    });
    let owner = join(server.at(""), setup).await?;
    let mut joining = JoinSet::new();
    for number in 1..count {
        let invite = json!({ "email": format!("teammate{number}@soak.example"), "role": "agent" });
        let link = owner.post("/api/invitations", &invite).await?.done()?;
        let address = link["address"].as_str().context("an invitation has an address")?;
        let token = address.split_once('#').context("a link has a token")?.1.to_owned();
        let name = format!("Teammate {number}");
        let join_as = json!({ "token": token, "name": name, "password": PASSWORD });
        joining.spawn(join(server.at(""), join_as));
    }
    let mut all = vec![owner];
    while let Some(joined) = joining.join_next().await {
        all.push(joined??);
    }
    Ok(all)
}

async fn join(base: String, link: Value) -> Result<Teammate> {
    let client = Client::builder().no_proxy().build()?;
    let response = client.post(format!("{base}/api/links/use")).json(&link).send().await?;
    let cookie = response
        .headers()
        .get("set-cookie")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .to_owned();
    let me = Answer::read(response).await?.done()?;
    let name = me["name"].as_str().unwrap_or_default().to_owned();
    Ok(Teammate { client, id: uuid_of(&me["id"])?, name, cookie, base })
}

impl Teammate {
    /// The cookie of the session.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        let request = self.client.post(format!("{}{path}", self.base));
        Answer::read(request.header("cookie", &self.cookie).json(body).send().await?).await
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        let request = self.client.get(format!("{}{path}", self.base));
        Answer::read(request.header("cookie", &self.cookie).send().await?).await?.done()
    }

    /// Does something in a conversation.
    pub(crate) async fn command(&self, conversation: Uuid, command: &Value) -> Result<Answer> {
        self.post(&format!("/api/conversations/{conversation}/commands"), command).await
    }

    /// Every event of a thread.
    pub(crate) async fn thread(&self, conversation: Uuid) -> Result<Vec<Value>> {
        pages(|after| async move {
            self.get(&format!("/api/conversations/{conversation}/events?after={after}")).await
        })
        .await
    }

    /// Teaches the assistant a text.
    pub(crate) async fn teach(&self, name: &str, text: String) -> Result<()> {
        let file = reqwest::multipart::Part::text(text).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().part("file", file);
        let request = self.client.post(format!("{}/api/sources", self.base));
        Answer::read(request.header("cookie", &self.cookie).multipart(form).send().await?)
            .await?
            .done()?;
        loop {
            let sources = self.get("/api/sources").await?;
            let state = sources["sources"][0]["state"]["is"].as_str().unwrap_or_default();
            ensure!(state != "failed", "the text was not learnt: {sources}");
            if state == "ready" {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// The public id of the assistant.
    pub(crate) async fn site(&self) -> Result<String> {
        let assistants = self.get("/api/assistants").await?;
        let site = assistants["assistants"][0]["site"].as_str();
        Ok(site.context("there is an assistant")?.to_owned())
    }
}

impl Visitor {
    /// Comes to the site.
    pub(crate) async fn come(server: &Server, site: &str) -> Result<Self> {
        Self::come_by(Client::builder().no_proxy().build()?, server, site).await
    }

    /// The same through a client that many share, where each with their own would cost too much.
    pub(crate) async fn come_by(client: Client, server: &Server, site: &str) -> Result<Self> {
        let base = server.at("");
        let request = client.post(format!("{base}/api/visitor/session"));
        let response = request.json(&json!({ "site": site })).send().await?;
        let session = Answer::read(response).await?.done()?;
        let token = session["token"].as_str().context("a session has a token")?.to_owned();
        Ok(Self { client, token, base })
    }

    /// What the socket's first frame shows.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Does something in a conversation.
    pub(crate) async fn command(&self, command: &Value) -> Result<Answer> {
        let request = self.client.post(format!("{}/api/visitor/commands", self.base));
        Answer::read(request.bearer_auth(&self.token).json(command).send().await?).await
    }

    /// Every event of a thread that the visitor may see.
    pub(crate) async fn thread(&self, conversation: Uuid) -> Result<Vec<Value>> {
        let base = format!("{}/api/visitor/conversations/{conversation}/events", self.base);
        let base = &base;
        pages(|after| async move {
            let request = self.client.get(format!("{base}?after={after}"));
            Answer::read(request.bearer_auth(&self.token).send().await?).await?.done()
        })
        .await
    }
}

/// Reads a thread page by page.
async fn pages<F>(mut read: impl FnMut(i64) -> F) -> Result<Vec<Value>>
where
    F: Future<Output = Result<Value>>,
{
    let mut events: Vec<Value> = Vec::new();
    loop {
        let after = events.last().map_or(0, |event| event["seq"].as_i64().unwrap_or(0));
        let page = read(after).await?;
        events.extend(page["events"].as_array().cloned().unwrap_or_default());
        if page["more"] != true {
            return Ok(events);
        }
    }
}

/// An id as the wire has it.
pub(crate) fn uuid_of(value: &Value) -> Result<Uuid> {
    let text = value.as_str().context("an id is a text")?;
    text.parse().with_context(|| format!("{text} is no id"))
}

/// A new id.
#[expect(clippy::disallowed_methods, reason = "clients make the ids of their commands")]
pub(crate) fn new_id() -> Uuid {
    Uuid::now_v7()
}
