//! The names and roles of teammates, read once and kept until they change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::id::{PictureId, TeammateId, WorkspaceId};
use store::{Conn, Teammate, Tenant};

use crate::protocol::Person;

/// Everybody of a workspace by id.
pub(crate) type Names = Arc<HashMap<TeammateId, Teammate>>;

/// The names that were read.
#[derive(Debug, Default)]
pub(crate) struct People(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    names: HashMap<WorkspaceId, Names>,
    /// Grows with each change, so that what was read before one is not kept after it.
    changes: u64,
}

impl People {
    /// Everybody of a workspace.
    pub(crate) async fn of(&self, conn: &mut Conn, tenant: Tenant) -> store::Result<Names> {
        if let Some(names) = self.known(tenant.workspace()) {
            return Ok(names);
        }
        let changes = self.lock().changes;
        let teammates = conn.of(tenant).teammates().await?;
        let names: Names =
            Arc::new(teammates.into_iter().map(|teammate| (teammate.id, teammate)).collect());
        let mut known = self.lock();
        if known.changes == changes {
            known.names.insert(tenant.workspace(), Arc::clone(&names));
        }
        Ok(names)
    }

    /// Everybody of a workspace, if they were read already.
    pub(crate) fn known(&self, workspace: WorkspaceId) -> Option<Names> {
        self.lock().names.get(&workspace).cloned()
    }

    /// They changed: the next reader reads them again.
    pub(crate) fn forget(&self, workspace: WorkspaceId) {
        let mut known = self.lock();
        known.changes += 1;
        known.names.remove(&workspace);
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a teammate is shown, to visitors and colleagues alike; one who was erased keeps a place
/// without a name. Whoever may not see the name may not see the picture: both are decided here.
pub(crate) fn person(names: &Names, id: TeammateId) -> Person {
    Person {
        id: id.uuid(),
        name: names.get(&id).map_or_else(|| "A teammate".to_owned(), |known| known.name.clone()),
        picture: names.get(&id).and_then(|known| known.picture).map(PictureId::uuid),
    }
}
