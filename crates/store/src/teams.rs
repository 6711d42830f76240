//! Teams and their members.

use domain::conversation::Millis;
use domain::id::{ConversationId, TeamId, TeammateId};
use uuid::Uuid;

use crate::batch::batches;
use crate::{Result, Workspace, on};

/// A team as stored.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Who belongs to it, of those who work here.
    pub members: Vec<TeammateId>,
}

impl Workspace<'_> {
    /// Every team, by name.
    pub async fn teams(&mut self) -> Result<Vec<Team>> {
        const TEAMS: &str = "SELECT id, name FROM teams WHERE workspace = $1 ORDER BY name, id";
        const MEMBERS: &str = "SELECT m.team, m.teammate FROM team_members m JOIN teammates t \
             ON t.workspace = m.workspace AND t.id = m.teammate \
             WHERE m.workspace = $1 AND t.active ORDER BY t.created_at, t.id";
        let teams: Vec<(Uuid, String)> = on!(&mut *self.conn, c =>
            sqlx::query_as(TEAMS).bind(self.id).fetch_all(c).await)?;
        let members: Vec<(Uuid, Uuid)> = on!(&mut *self.conn, c =>
            sqlx::query_as(MEMBERS).bind(self.id).fetch_all(c).await)?;
        let of = |team| members.iter().filter(move |(of, _)| *of == team);
        let team = |(id, name): (Uuid, String)| Team {
            id: id.into(),
            name,
            members: of(id).map(|(_, member)| (*member).into()).collect(),
        };
        Ok(teams.into_iter().map(team).collect())
    }

    /// Whether there is such a team.
    pub async fn has_team(&mut self, id: TeamId) -> Result<bool> {
        const SQL: &str = "SELECT COUNT(*) FROM teams WHERE workspace = $1 AND id = $2";
        let count: i64 = on!(&mut *self.conn, c => sqlx::query_scalar(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .fetch_one(c)
            .await)?;
        Ok(count > 0)
    }

    /// Stores a team.
    pub async fn insert_team(&mut self, id: TeamId, name: &str, at: Millis) -> Result<()> {
        const SQL: &str =
            "INSERT INTO teams (workspace, id, name, created_at) VALUES ($1, $2, $3, $4)";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(name)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Names a team.
    pub async fn name_team(&mut self, id: TeamId, name: &str) -> Result<()> {
        const SQL: &str = "UPDATE teams SET name = $3 WHERE workspace = $1 AND id = $2";
        on!(&mut *self.conn, c => sqlx::query(SQL)
            .bind(self.id)
            .bind(id.uuid())
            .bind(name)
            .execute(c)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Says who belongs to a team, in place of who did.
    pub async fn set_members(&mut self, team: TeamId, members: &[TeammateId]) -> Result<()> {
        const CLEAR: &str = "DELETE FROM team_members WHERE workspace = $1 AND team = $2";
        const INSERT: &str = "INSERT INTO team_members (workspace, team, teammate) ";
        let workspace = self.id;
        on!(&mut *self.conn, c =>
            sqlx::query(CLEAR).bind(workspace).bind(team.uuid()).execute(c).await.map(drop))?;
        for members in batches(members) {
            on!(&mut *self.conn, c => {
                let mut insert = sqlx::QueryBuilder::new(INSERT);
                insert.push_values(members, |mut values, member| {
                    values.push_bind(workspace).push_bind(team.uuid()).push_bind(member.uuid());
                });
                insert.build().execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Removes a team.
    pub async fn delete_team(&mut self, id: TeamId) -> Result<()> {
        const TEAM: &str = "DELETE FROM teams WHERE workspace = $1 AND id = $2";
        self.set_members(id, &[]).await?;
        on!(&mut *self.conn, c =>
            sqlx::query(TEAM).bind(self.id).bind(id.uuid()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// The conversations that wait for a team.
    pub async fn conversations_for(&mut self, team: TeamId) -> Result<Vec<ConversationId>> {
        const SQL: &str = "SELECT id FROM conversations \
             WHERE workspace = $1 AND owner = 'queue' AND team = $2";
        let ids: Vec<Uuid> = on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).bind(team.uuid()).fetch_all(c).await)?;
        Ok(ids.into_iter().map(Into::into).collect())
    }

    /// Teams that something waits for and that are no more.
    pub async fn teams_missed(&mut self) -> Result<Vec<TeamId>> {
        const SQL: &str = "SELECT DISTINCT team FROM conversations \
             WHERE workspace = $1 AND owner = 'queue' AND team IS NOT NULL \
             AND team NOT IN (SELECT id FROM teams WHERE workspace = $1)";
        let ids: Vec<Uuid> = on!(&mut *self.conn, c =>
            sqlx::query_scalar(SQL).bind(self.id).fetch_all(c).await)?;
        Ok(ids.into_iter().map(Into::into).collect())
    }
}
