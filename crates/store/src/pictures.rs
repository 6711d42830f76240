//! Pictures: faces of teammates and assistants, and what is sent in conversations.

use domain::conversation::Millis;
use domain::id::{ConversationId, PictureId, TeammateId};
use uuid::Uuid;

use crate::{Result, SentPicture, System, Workspace, on};

/// A picture to store.
#[derive(Debug, Clone)]
pub struct NewPicture {
    /// Its id.
    pub id: PictureId,
    /// The conversation it is sent in; none for a face.
    pub conversation: Option<ConversationId>,
    /// Who sent it there: a visitor's or a teammate's id.
    pub author: Option<Uuid>,
    /// Its media type.
    pub media: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What a file is called that is no picture; none for a picture.
    pub name: Option<String>,
    /// The picture.
    pub bytes: Vec<u8>,
    /// The same, small.
    pub thumbnail: Option<Vec<u8>>,
    /// Whether somebody wears it already.
    pub used: bool,
    /// When it came.
    pub at: Millis,
}

/// A picture without its bytes.
#[derive(Debug, Clone)]
pub struct PictureRow {
    /// What a message carries of it.
    pub sent: SentPicture,
    /// Who sent it.
    pub author: Option<Uuid>,
    /// Whether a message carries it.
    pub used: bool,
}

/// What somebody has added to conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    /// Pictures that no message carries yet.
    pub unsent: i64,
    /// Bytes of all of them, as they are kept.
    pub bytes: i64,
}

/// Which of a picture's two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureSize {
    /// The picture.
    Whole,
    /// The same, small.
    Thumbnail,
}

/// Its author, whether a message carries it, width, height, name.
type Carried = (Option<Uuid>, bool, i64, i64, Option<String>);

/// Its author, media type, name, bytes.
type Kept = (Option<Uuid>, String, Option<String>, Vec<u8>);

/// A picture, or a file that is none.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PictureFile {
    /// Its media type.
    pub media: String,
    /// What a file is called that is no picture; none for a picture.
    pub name: Option<String>,
    /// The whole of it.
    pub bytes: Vec<u8>,
}

impl Workspace<'_> {
    /// Stores a picture.
    pub async fn insert_picture(&mut self, new: &NewPicture) -> Result<()> {
        const SQL: &str = "INSERT INTO pictures (workspace, id, conversation, author, media, \
             width, height, bytes, thumbnail, used, created_at, name) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(new.id.uuid())
            .bind(new.conversation.map(ConversationId::uuid))
            .bind(new.author)
            .bind(new.media)
            .bind(i64::from(new.width))
            .bind(i64::from(new.height))
            .bind(new.bytes.as_slice())
            .bind(new.thumbnail.as_deref())
            .bind(new.used)
            .bind(new.at)
            .bind(new.name.as_deref())
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The pictures of these ids that were sent in a conversation.
    pub async fn pictures_in(
        &mut self,
        conversation: ConversationId,
        ids: &[PictureId],
    ) -> Result<Vec<PictureRow>> {
        const SQL: &str = "SELECT author, used, width, height, name FROM pictures \
             WHERE workspace = $1 AND id = $2 AND conversation = $3";
        let mut found = Vec::new();
        for id in ids {
            let row: Option<Carried> = on!(&mut *self.conn, c => {
                sqlx::query_as(SQL)
                    .bind(self.id)
                    .bind(id.uuid())
                    .bind(conversation.uuid())
                    .fetch_optional(c)
                    .await
            })?;
            found.extend(row.map(|(author, used, width, height, name)| {
                let px = |it| u32::try_from(it).unwrap_or(u32::MAX);
                let sent = SentPicture { id: *id, width: px(width), height: px(height), name };
                PictureRow { sent, author, used }
            }));
        }
        Ok(found)
    }

    /// What an author has added since then, in whatever conversations.
    pub async fn pictures_added_by(&mut self, author: Uuid, since: Millis) -> Result<Added> {
        const SQL: &str = "SELECT COUNT(CASE WHEN used = FALSE THEN 1 END), \
             COALESCE(SUM(LENGTH(bytes) + COALESCE(LENGTH(thumbnail), 0)), 0) FROM pictures \
             WHERE workspace = $1 AND author = $2 AND created_at > $3";
        let (unsent, bytes) = on!(&mut *self.conn, c => sqlx::query_as(SQL)
            .bind(self.id)
            .bind(author)
            .bind(since)
            .fetch_one(c)
            .await)?;
        Ok(Added { unsent, bytes })
    }

    /// Bytes of what visitors have added since then, all together.
    pub async fn picture_bytes_of_visitors(&mut self, since: Millis) -> Result<i64> {
        const SQL: &str = "SELECT COALESCE(SUM(LENGTH(bytes) + COALESCE(LENGTH(thumbnail), 0)), 0) \
             FROM pictures WHERE workspace = $1 AND created_at > $2 AND author NOT IN \
             (SELECT id FROM teammates WHERE workspace = $1)";
        let bytes = on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).bind(since).fetch_one(c).await)?;
        Ok(bytes)
    }

    /// A picture that was sent in a conversation.
    pub async fn picture_file(
        &mut self,
        conversation: ConversationId,
        id: PictureId,
        size: PictureSize,
    ) -> Result<Option<(Option<Uuid>, PictureFile)>> {
        let column = match size {
            PictureSize::Whole => "bytes",
            PictureSize::Thumbnail => "COALESCE(thumbnail, bytes)",
        };
        let sql = format!(
            "SELECT author, media, name, {column} FROM pictures \
             WHERE workspace = $1 AND id = $2 AND conversation = $3"
        );
        let row: Option<Kept> = on!(&mut *self.conn, c =>
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(self.id)
                .bind(id.uuid())
                .bind(conversation.uuid())
                .fetch_optional(c)
                .await)?;
        Ok(row.map(|(author, media, name, bytes)| (author, PictureFile { media, name, bytes })))
    }

    /// A message carries it: it is swept no more.
    pub async fn use_picture(&mut self, id: PictureId) -> Result<()> {
        const SQL: &str = "UPDATE pictures SET used = TRUE WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(id.uuid()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Removes a picture.
    pub async fn delete_picture(&mut self, id: PictureId) -> Result<()> {
        const SQL: &str = "DELETE FROM pictures WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c =>
            sqlx::query(SQL).bind(self.id).bind(id.uuid()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Removes what was sent before a time and that no message carries.
    pub async fn sweep_pictures(&mut self, before: Millis) -> Result<u64> {
        const SQL: &str = "DELETE FROM pictures \
             WHERE workspace = $1 AND used = FALSE AND created_at < $2";
        let gone = on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(before)
            .execute(c)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(gone)
    }

    /// Gives a teammate another picture, or none.
    pub async fn picture_teammate(
        &mut self,
        id: TeammateId,
        picture: Option<PictureId>,
    ) -> Result<()> {
        const SQL: &str = "UPDATE teammates SET picture = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(picture.map(PictureId::uuid))
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }
}

impl System<'_> {
    /// A face. Whoever knows its id may see it; pictures of conversations are none.
    pub async fn face(&mut self, id: PictureId) -> Result<Option<PictureFile>> {
        // The key begins with the workspace, which the id alone does not tell.
        const SQL: &str = "SELECT media, name, bytes FROM pictures WHERE id = $1 AND \
             conversation IS NULL";
        let row = on!(&mut *self.conn, c =>
            sqlx::query_as(SQL).bind(id.uuid()).fetch_optional(c).await)?;
        Ok(row)
    }
}
