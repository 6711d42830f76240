//! Visitors and their browsers.

use domain::conversation::Millis;
use domain::id::{AssistantId, ConversationId, VisitorId};
use domain::rollout::Kind;
use uuid::Uuid;

use crate::{Result, Workspace, on};

/// A visitor as stored.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Their id.
    pub id: VisitorId,
    /// As they told it.
    pub name: Option<String>,
    /// As they told it.
    pub email: Option<String>,
    /// The id that the site knows them by, where it vouched for them.
    pub subject: Option<String>,
    /// What is proved of them, as JSON of the caller's.
    pub identity: Option<String>,
}

type Row = (Uuid, Option<String>, Option<String>, Option<String>, Option<String>);

impl From<Row> for Visitor {
    fn from((id, name, email, subject, identity): Row) -> Self {
        Self { id: id.into(), name, email, subject, identity }
    }
}

impl Workspace<'_> {
    /// Stores a visitor with their first browser.
    pub async fn insert_visitor(
        &mut self,
        id: VisitorId,
        token: &[u8],
        assistant: AssistantId,
        at: Millis,
    ) -> Result<()> {
        self.insert_visitor_as(id, token, assistant, (Kind::Live, None), at).await
    }

    /// Stores a visitor of a kind; a rehearsal may play at another step of going live.
    pub async fn insert_visitor_as(
        &mut self,
        id: VisitorId,
        token: &[u8],
        assistant: AssistantId,
        (kind, stage): (Kind, Option<&str>),
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO visitors (workspace, id, assistant, kind, stage, \
             created_at) VALUES ($1, $2, $3, $4, $5, $6)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(assistant.uuid())
            .bind(kind.as_str())
            .bind(stage)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        self.insert_visitor_token(id, token, assistant, at).await
    }

    /// Stores one more browser of a visitor; only the hash of its token.
    pub async fn insert_visitor_token(
        &mut self,
        visitor: VisitorId,
        token: &[u8],
        assistant: AssistantId,
        at: Millis,
    ) -> Result<()> {
        const SQL: &str = "INSERT INTO visitor_tokens \
             (workspace, token, visitor, assistant, created_at, used_at) \
             VALUES ($1, $2, $3, $4, $5, $5)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(token)
            .bind(visitor.uuid())
            .bind(assistant.uuid())
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// One visitor.
    pub async fn visitor(&mut self, id: VisitorId) -> Result<Option<Visitor>> {
        const SQL: &str = "SELECT id, name, email, subject, identity FROM visitors \
             WHERE workspace = $1 AND id = $2";
        let row: Option<Row> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
                .bind(self.id)
                .bind(id.uuid())
                .fetch_optional(c)
                .await)?;
        Ok(row.map(Visitor::from))
    }

    /// One visitor, whom nobody else merges or forgets before this transaction ends.
    pub async fn hold_visitor(&mut self, id: VisitorId) -> Result<Option<Visitor>> {
        const SQL: &str = "UPDATE visitors SET name = name WHERE workspace = $1 AND id = $2 \
             RETURNING id, name, email, subject, identity";
        let row: Option<Row> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
                .bind(self.id)
                .bind(id.uuid())
                .fetch_optional(c)
                .await)?;
        Ok(row.map(Visitor::from))
    }

    /// The visitor whom the site knows by this id.
    pub async fn visitor_of_subject(&mut self, subject: &str) -> Result<Option<Visitor>> {
        const SQL: &str = "SELECT id, name, email, subject, identity FROM visitors \
             WHERE workspace = $1 AND subject = $2";
        let row: Option<Row> = on!(&mut *self.conn, c => sqlx::query_as(SQL)
                .bind(self.id)
                .bind(subject)
                .fetch_optional(c)
                .await)?;
        Ok(row.map(Visitor::from))
    }

    /// What a visitor told of themselves; `None` leaves as it was.
    pub async fn name_visitor(
        &mut self,
        id: VisitorId,
        name: Option<&str>,
        email: Option<&str>,
    ) -> Result<()> {
        const SQL: &str = "UPDATE visitors SET name = COALESCE($3, name), \
             email = COALESCE($4, email) WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(name)
            .bind(email)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What is proved of a visitor, and the id that the site knows them by.
    pub async fn save_identity(
        &mut self,
        id: VisitorId,
        subject: Option<&str>,
        identity: &str,
    ) -> Result<()> {
        const SQL: &str = "UPDATE visitors SET subject = $3, identity = $4 \
             WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(subject)
            .bind(identity)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Leaves an anonymous visitor this browser alone, and no address that somebody typed: what
    /// becomes a person's next must not stay with whoever was there before. The tokens dropped.
    pub async fn only_this_browser(
        &mut self,
        visitor: VisitorId,
        token: &[u8],
    ) -> Result<Vec<Vec<u8>>> {
        const DROPPED: &str = "DELETE FROM visitor_tokens WHERE workspace = $1 AND visitor = $2 \
             AND token <> $3 RETURNING token";
        const TYPED: &str = "UPDATE visitors SET email = NULL WHERE workspace = $1 AND id = $2";
        let dropped: Vec<Vec<u8>> = on!(&mut *self.conn, c => {
            let dropped = sqlx::query_scalar(DROPPED).bind(self.id).bind(visitor.uuid());
            let dropped = dropped.bind(token).fetch_all(&mut *c).await?;
            sqlx::query(TYPED).bind(self.id).bind(visitor.uuid()).execute(c).await?;
            Ok::<_, sqlx::Error>(dropped)
        })?;
        Ok(dropped)
    }

    /// Gives everything of one visitor to another and forgets the one; the conversations that
    /// moved. What the other told already is not told over,
    /// and an address that was only typed is not theirs.
    pub async fn merge_visitor(
        &mut self,
        from: &Visitor,
        into: VisitorId,
    ) -> Result<Vec<ConversationId>> {
        const TOLD: &str = "UPDATE visitors SET name = COALESCE(name, $3) \
             WHERE workspace = $1 AND id = $2";
        const MOVED: &str = "UPDATE conversations SET visitor = $3 \
             WHERE workspace = $1 AND visitor = $2 RETURNING id";
        const TOKENS: &str = "UPDATE visitor_tokens SET visitor = $3 \
             WHERE workspace = $1 AND visitor = $2";
        const PICTURES: &str = "UPDATE pictures SET author = $3 \
             WHERE workspace = $1 AND author = $2";
        // It was signed for the one, and proves nothing of the other.
        const CODE: &str = "DELETE FROM visitor_codes WHERE workspace = $1 AND visitor = $2";
        const GONE: &str = "DELETE FROM visitors WHERE workspace = $1 AND id = $2";
        let (this, old, new) = (self.id, from.id.uuid(), into.uuid());
        let moved: Vec<Uuid> = on!(&mut *self.conn, c => {
            sqlx::query(TOLD)
                .bind(this)
                .bind(new)
                .bind(from.name.as_deref())
                .execute(&mut *c)
                .await?;
            let moved = sqlx::query_scalar(MOVED).bind(this).bind(old).bind(new);
            let moved = moved.fetch_all(&mut *c).await?;
            sqlx::query(TOKENS).bind(this).bind(old).bind(new).execute(&mut *c).await?;
            sqlx::query(PICTURES).bind(this).bind(old).bind(new).execute(&mut *c).await?;
            sqlx::query(CODE).bind(this).bind(old).execute(&mut *c).await?;
            sqlx::query(GONE).bind(this).bind(old).execute(c).await?;
            Ok::<_, sqlx::Error>(moved)
        })?;
        Ok(moved.into_iter().map(ConversationId::from).collect())
    }

    /// Notes by which key a browser's identity was signed.
    pub async fn sign_visitor_token(&mut self, token: &[u8], key: Uuid) -> Result<()> {
        const SQL: &str = "UPDATE visitor_tokens SET signed_by = $3 \
             WHERE workspace = $1 AND token = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(token).bind(key).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Notes that a browser came back.
    pub async fn touch_visitor_token(&mut self, token: &[u8], at: Millis) -> Result<()> {
        const SQL: &str = "UPDATE visitor_tokens SET used_at = $3 \
             WHERE workspace = $1 AND token = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(token).bind(at).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Forgets a browser.
    pub async fn delete_visitor_token(&mut self, token: &[u8]) -> Result<()> {
        const SQL: &str = "DELETE FROM visitor_tokens WHERE workspace = $1 AND token = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(token).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Forgets the browsers whose identity a key signed, and those of the same visitors that no
    /// key signed, such as by a link from a mail: whose they were, and their tokens.
    pub async fn delete_tokens_signed_by(
        &mut self,
        key: Uuid,
    ) -> Result<Vec<(VisitorId, Vec<u8>)>> {
        const SQL: &str = "DELETE FROM visitor_tokens WHERE workspace = $1 \
             AND (signed_by = $2 OR signed_by IS NULL AND visitor IN (SELECT visitor \
             FROM visitor_tokens WHERE workspace = $1 AND signed_by = $2)) \
             RETURNING visitor, token";
        let gone: Vec<(Uuid, Vec<u8>)> = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(self.id).bind(key).fetch_all(c).await)?;
        Ok(gone.into_iter().map(|(visitor, token)| (visitor.into(), token)).collect())
    }
}
