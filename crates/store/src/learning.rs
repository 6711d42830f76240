//! Which assistant learns which source.

use domain::id::{AssistantId, SourceId};
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// What an assistant learns, and its index of before is stale from this commit on.
const CHANGED: &str = "UPDATE assistants SET generation = generation + 1, learns_all = $3 \
     WHERE workspace = $1 AND id = $2";

impl Workspace<'_> {
    /// The sources that an assistant learns. A website stands for all its pages, by its own id.
    pub async fn sources_of(&mut self, assistant: AssistantId) -> Result<Vec<SourceId>> {
        const SQL: &str = "SELECT source FROM assistant_sources l \
             WHERE workspace = $1 AND assistant = $2 AND NOT EXISTS (SELECT 1 FROM sources s \
             WHERE s.workspace = $1 AND s.id = l.source AND s.site IS NOT NULL) ORDER BY source";
        let ids: Vec<Uuid> = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(assistant.uuid())
            .fetch_all(c)
            .await)?;
        Ok(ids.into_iter().map(Into::into).collect())
    }

    /// From now on the assistant learns every source, those to come too.
    pub async fn learn_all(&mut self, assistant: AssistantId) -> Result<()> {
        const ALL: &str = "INSERT INTO assistant_sources (workspace, assistant, source) \
             SELECT workspace, $2, id FROM sources WHERE workspace = $1 \
             UNION SELECT workspace, $2, id FROM sites WHERE workspace = $1 \
             ON CONFLICT DO NOTHING";
        on!(&mut *self.conn, c => sqlx::query(ALL)
            .bind(self.id)
            .bind(assistant.uuid())
            .execute(c)
            .await
            .map(drop))?;
        self.learning_changed(assistant, true).await
    }

    /// From now on the assistant learns these sources of the workspace, and no others.
    pub async fn learn_only(&mut self, id: AssistantId, sources: &[SourceId]) -> Result<()> {
        const NONE: &str = "DELETE FROM assistant_sources WHERE workspace = $1 AND assistant = $2";
        on!(&mut *self.conn, c => sqlx::query(NONE)
            .bind(self.id)
            .bind(id.uuid())
            .execute(c)
            .await
            .map(drop))?;
        for source in sources {
            self.insert_learning(id, *source).await?;
        }
        self.learning_changed(id, false).await
    }

    /// The assistant learns one source more, whatever else it learns.
    pub async fn learn_too(&mut self, assistant: AssistantId, source: SourceId) -> Result<()> {
        const CHANGED: &str = "UPDATE assistants SET generation = generation + 1 \
             WHERE workspace = $1 AND id = $2";
        self.insert_learning(assistant, source).await?;
        on!(&mut *self.conn, c => sqlx::query(CHANGED)
            .bind(self.id)
            .bind(assistant.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// A source of another workspace is none that could be learnt. A website is learnt with the
    /// pages that it has and those to come.
    async fn insert_learning(&mut self, assistant: AssistantId, source: SourceId) -> Result<()> {
        const SQL: &str = "INSERT INTO assistant_sources (workspace, assistant, source) \
             SELECT workspace, $2, id FROM sources WHERE workspace = $1 \
             AND (id = $3 OR site = $3) UNION SELECT workspace, $2, id FROM sites \
             WHERE workspace = $1 AND id = $3 ON CONFLICT DO NOTHING";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(assistant.uuid())
            .bind(source.uuid())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    async fn learning_changed(&mut self, assistant: AssistantId, all: bool) -> Result<()> {
        on!(&mut *self.conn, c => sqlx::query(CHANGED)
            .bind(self.id)
            .bind(assistant.uuid())
            .bind(all)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}
