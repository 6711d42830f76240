//! Assistants.

use domain::conversation::Millis;
use domain::id::{AssistantId, PictureId};
use domain::look::Look;
use uuid::Uuid;

use crate::{Result, Workspace, from_json, json, on};

/// An assistant as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assistant {
    /// Its id.
    pub id: AssistantId,
    /// What the snippet names.
    pub site: String,
    /// Its name.
    pub name: String,
    /// Its first words.
    pub greeting: String,
    /// Questions that it proposes.
    pub suggestions: Vec<String>,
    /// Origins that may show the widget.
    pub allowed_sites: Vec<String>,
    /// How it looks on a site.
    pub look: Look,
    /// Its picture; a sign of ours where there is none.
    pub picture: Option<PictureId>,
    /// Grows with each change of what it knows.
    pub generation: i64,
    /// Voice and steps of going live, as JSON of the caller's.
    pub settings: String,
    /// When it was put away, if it was.
    pub archived_at: Option<Millis>,
    /// It learns every source, those to come too.
    pub learns_all: bool,
}

/// An assistant to store.
#[derive(Debug, Clone)]
pub struct NewAssistant {
    /// Everything but the generation, which begins at 0.
    pub assistant: Assistant,
    /// When it was made.
    pub at: Millis,
}

#[derive(sqlx::FromRow)]
pub(crate) struct Stored {
    id: Uuid,
    site: String,
    name: String,
    greeting: String,
    suggestions: String,
    allowed_sites: String,
    look: String,
    picture: Option<Uuid>,
    generation: i64,
    settings: String,
    archived_at: Option<i64>,
    learns_all: bool,
}

pub(crate) const COLUMNS: &str = "id, site, name, greeting, suggestions, allowed_sites, look, \
     picture, generation, settings, archived_at, learns_all";

impl Stored {
    pub(crate) fn read(self) -> Result<Assistant> {
        let list = |column, text: &str| from_json("assistants", column, self.id, text);
        Ok(Assistant {
            suggestions: list("suggestions", &self.suggestions)?,
            allowed_sites: list("allowed_sites", &self.allowed_sites)?,
            look: from_json("assistants", "look", self.id, &self.look)?,
            picture: self.picture.map(Into::into),
            id: self.id.into(),
            site: self.site,
            name: self.name,
            greeting: self.greeting,
            generation: self.generation,
            settings: self.settings,
            archived_at: self.archived_at,
            learns_all: self.learns_all,
        })
    }
}

impl Workspace<'_> {
    /// How many sources an assistant answers from; a website is one.
    pub async fn source_count(&mut self, assistant: AssistantId) -> Result<i64> {
        const SQL: &str = "SELECT COUNT(*) FROM assistant_sources l \
             WHERE workspace = $1 AND assistant = $2 AND NOT EXISTS (SELECT 1 FROM sources s \
             WHERE s.workspace = $1 AND s.id = l.source AND s.site IS NOT NULL)";
        Ok(on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(assistant.uuid())
            .fetch_one(c)
            .await)?)
    }

    /// Every assistant, oldest first.
    pub async fn assistants(&mut self) -> Result<Vec<Assistant>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM assistants WHERE workspace = $1 ORDER BY created_at, id"
        );
        let rows: Vec<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(self.id).fetch_all(c).await)?;
        rows.into_iter().map(Stored::read).collect()
    }

    /// One assistant.
    pub async fn assistant(&mut self, id: AssistantId) -> Result<Option<Assistant>> {
        let sql = format!("SELECT {COLUMNS} FROM assistants WHERE workspace = $1 AND id = $2");
        let row: Option<Stored> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(id.uuid())
                .fetch_optional(c)
                .await)?;
        row.map(Stored::read).transpose()
    }

    /// Stores an assistant; one that learns all learns from every source there is.
    pub async fn insert_assistant(&mut self, new: &NewAssistant) -> Result<()> {
        const ASSISTANT: &str = "INSERT INTO assistants (workspace, id, site, name, greeting, \
             suggestions, allowed_sites, look, picture, generation, created_at, settings, \
             learns_all) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)";
        const SOURCES: &str = "INSERT INTO assistant_sources (workspace, assistant, source) \
             SELECT workspace, $2, id FROM sources WHERE workspace = $1 AND $3 \
             UNION SELECT workspace, $2, id FROM sites WHERE workspace = $1 AND $3";
        let assistant = &new.assistant;
        on!(&mut *self.conn, c => sqlx::query(ASSISTANT)
            .bind(self.id)
            .bind(assistant.id.uuid())
            .bind(assistant.site.as_str())
            .bind(assistant.name.as_str())
            .bind(assistant.greeting.as_str())
            .bind(json(&assistant.suggestions))
            .bind(json(&assistant.allowed_sites))
            .bind(json(&assistant.look))
            .bind(assistant.picture.map(PictureId::uuid))
            .bind(new.at)
            .bind(assistant.settings.as_str())
            .bind(assistant.learns_all)
            .execute(c)
            .await
            .map(drop))?;
        on!(&mut *self.conn, c => sqlx::query(SOURCES)
            .bind(self.id)
            .bind(assistant.id.uuid())
            .bind(assistant.learns_all)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Saves the settings of an assistant.
    pub async fn save_assistant(&mut self, assistant: &Assistant) -> Result<()> {
        const SQL: &str = "UPDATE assistants SET name = $3, greeting = $4, suggestions = $5, \
             allowed_sites = $6, look = $7, picture = $8, settings = $9, archived_at = $10 \
             WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(assistant.id.uuid())
            .bind(assistant.name.as_str())
            .bind(assistant.greeting.as_str())
            .bind(json(&assistant.suggestions))
            .bind(json(&assistant.allowed_sites))
            .bind(json(&assistant.look))
            .bind(assistant.picture.map(PictureId::uuid))
            .bind(assistant.settings.as_str())
            .bind(assistant.archived_at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
