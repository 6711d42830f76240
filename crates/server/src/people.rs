//! The names and roles of teammates, read once and kept until they change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{TeammateId, WorkspaceId};
use store::{Conn, Teammate, Tenant};

use crate::protocol::Person;

/// Everybody of a workspace by id.
pub(crate) type Names = Arc<HashMap<TeammateId, Teammate>>;

/// The names that were read.
#[derive(Debug, Default)]
pub(crate) struct People(Mutex<HashMap<WorkspaceId, Names>>);

impl People {
    /// Everybody of a workspace.
    pub(crate) async fn of(&self, conn: &mut Conn, tenant: Tenant) -> store::Result<Names> {
        let known = self.known(tenant.workspace());
        if let Some(names) = known {
            return Ok(names);
        }
        let teammates = conn.of(tenant).teammates().await?;
        let names: Names =
            Arc::new(teammates.into_iter().map(|teammate| (teammate.id, teammate)).collect());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(tenant.workspace(), Arc::clone(&names));
        Ok(names)
    }

    /// Everybody of a workspace, if they were read already.
    pub(crate) fn known(&self, workspace: WorkspaceId) -> Option<Names> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&workspace).cloned()
    }

    /// They changed: the next reader reads them again.
    pub(crate) fn forget(&self, workspace: WorkspaceId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&workspace);
    }
}

/// How a teammate is shown; one who was erased keeps a place without a name.
pub(crate) fn person(names: &Names, id: TeammateId) -> Person {
    Person {
        id: id.uuid(),
        name: names.get(&id).map_or_else(|| "A teammate".to_owned(), |known| known.name.clone()),
    }
}
