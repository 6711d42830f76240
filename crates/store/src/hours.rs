//! Office hours of a workspace, and of teams that keep their own.

use domain::id::TeamId;
use domain::schedule::Draft;
use uuid::Uuid;

use crate::{Result, Workspace, from_json, json, on};

/// Every office hour that a workspace keeps.
#[derive(Debug, Clone, Default)]
pub struct HoursKept {
    /// The workspace's own.
    pub workspace: Option<Draft>,
    /// Those of teams that keep their own.
    pub teams: Vec<(TeamId, Draft)>,
}

impl Workspace<'_> {
    /// Every office hour that is kept.
    pub async fn hours(&mut self) -> Result<HoursKept> {
        const OWN: &str = "SELECT hours FROM workspaces WHERE id = $1";
        const TEAMS: &str =
            "SELECT id, hours FROM teams WHERE workspace = $1 AND hours IS NOT NULL ORDER BY id";
        let own: Option<String> = on!(&mut *self.conn, c =>
            sqlx::query_scalar(OWN).bind(self.id).fetch_one(c).await)?;
        let teams: Vec<(Uuid, String)> = on!(&mut *self.conn, c =>
            sqlx::query_as(TEAMS).bind(self.id).fetch_all(c).await)?;
        let workspace =
            own.map(|text| from_json("workspaces", "hours", self.id, &text)).transpose()?;
        let teams = teams
            .into_iter()
            .map(|(id, text)| Ok((id.into(), from_json("teams", "hours", id, &text)?)))
            .collect::<Result<_>>()?;
        Ok(HoursKept { workspace, teams })
    }

    /// Keeps other hours, or none; of a team where one is named. False when there is no such team.
    pub async fn set_hours(&mut self, team: Option<TeamId>, hours: Option<&Draft>) -> Result<bool> {
        const OWN: &str = "UPDATE workspaces SET hours = $2 WHERE id = $1";
        const TEAM: &str = "UPDATE teams SET hours = $2 WHERE workspace = $1 AND id = $3";
        let (sql, text) = (if team.is_some() { TEAM } else { OWN }, hours.map(json));
        let done = on!(&mut *self.conn, c => {
            let query = sqlx::query(sql).bind(self.id).bind(text);
            let query = match team {
                Some(team) => query.bind(team.uuid()),
                None => query,
            };
            query.execute(c).await.map(|done| done.rows_affected())
        })?;
        Ok(done == 1)
    }
}
