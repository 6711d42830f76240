//! The names and roles of teammates, and their teams: read once and kept until they change.

use std::collections::HashMap;
use std::sync::Arc;

use domain::id::{PictureId, TeamId, TeammateId, WorkspaceId};
use store::{Conn, Settings, Team, Teammate, Tenant};
use uuid::Uuid;

use crate::clock;
use crate::kept::Kept;
use crate::protocol::{Person, TeamBrief};

/// Everybody of a workspace, shared by all who ask.
pub(crate) type Names = Arc<Everybody>;

/// Everybody of a workspace by id.
#[derive(Debug)]
pub(crate) struct Everybody {
    people: HashMap<TeammateId, Teammate>,
    teams: HashMap<TeamId, Team>,
    /// What visitors are shown instead of a person's name; none where they are shown the name.
    face: Option<String>,
}

/// For whom names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ThreadReader {
    /// The visitor of the thread.
    Visitor,
    /// Teammates.
    Team,
}

/// Everybody as one kind of reader may see them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'names> {
    names: &'names Everybody,
    reader: ThreadReader,
}

/// The names that were read.
#[derive(Debug, Default)]
pub(crate) struct People(Kept<WorkspaceId, Everybody>);

impl People {
    /// Everybody of a workspace.
    pub(crate) async fn of(&self, conn: &mut Conn, tenant: Tenant) -> store::Result<Names> {
        let mark = match self.0.find(&tenant.workspace(), ..) {
            Ok(names) => return Ok(names),
            Err(mark) => mark,
        };
        let mut rows = conn.of(tenant);
        let (teammates, teams) = (rows.teammates().await?, rows.teams().await?);
        let Settings { name, shows_names, .. } = rows.settings().await?;
        let names = Everybody {
            people: teammates.into_iter().map(|teammate| (teammate.id, teammate)).collect(),
            teams: teams.into_iter().map(|team| (team.id, team)).collect(),
            face: (!shows_names).then_some(name),
        };
        Ok(self.0.keep(mark, tenant.workspace(), clock::now(), names))
    }

    /// Everybody of a workspace, if they were read already.
    pub(crate) fn known(&self, workspace: WorkspaceId) -> Option<Names> {
        self.0.find(&workspace, ..).ok()
    }

    /// They changed: the next reader reads them again.
    pub(crate) fn forget(&self, workspace: WorkspaceId) {
        self.0.forget(&workspace);
    }
}

impl Everybody {
    /// Nobody's name is known: they could not be read. Visitors are shown none either.
    pub(crate) fn unknown() -> Names {
        let (people, teams) = (HashMap::new(), HashMap::new());
        Arc::new(Self { people, teams, face: Some("The team".to_owned()) })
    }

    /// These alone, by their names.
    #[cfg(test)]
    pub(crate) fn of(people: impl IntoIterator<Item = Teammate>) -> Names {
        let people = people.into_iter().map(|known| (known.id, known)).collect();
        Arc::new(Self { people, teams: HashMap::new(), face: None })
    }

    /// Whether a teammate is there for what waits: for this team, or for anybody.
    pub(crate) fn is_available(&self, id: TeammateId, team: Option<TeamId>) -> bool {
        let team = team.and_then(|team| self.teams.get(&team));
        self.people.get(&id).is_some_and(|known| !known.away)
            && team.is_none_or(|team| team.members.contains(&id))
    }

    /// As a reader may see them.
    pub(crate) fn seen_by(&self, reader: ThreadReader) -> Seen<'_> {
        Seen { names: self, reader }
    }
}

impl Seen<'_> {
    /// For whom it is written.
    pub(crate) fn reader(self) -> ThreadReader {
        self.reader
    }

    /// How a teammate is shown: a visitor may be shown the shop, with nothing that would tell one
    /// teammate from another, no picture either; one who was erased keeps a place without a name.
    pub(crate) fn person(self, id: TeammateId) -> Person {
        if let (ThreadReader::Visitor, Some(face)) = (self.reader, &self.names.face) {
            return Person { id: Uuid::nil(), name: face.clone(), picture: None };
        }
        let known = self.names.people.get(&id);
        let name = known.map_or_else(|| "A teammate".to_owned(), |known| known.name.clone());
        let picture = known.and_then(|known| known.picture).map(PictureId::uuid);
        Person { id: id.uuid(), name, picture }
    }

    /// How a team is shown, which is not for visitors.
    pub(crate) fn team(self, id: Option<TeamId>) -> Option<TeamBrief> {
        let team = self.names.teams.get(&id?).filter(|_| self.reader == ThreadReader::Team)?;
        Some(TeamBrief { id: team.id.uuid(), name: team.name.clone() })
    }
}
