//! The only way to a query about a company's data.

use domain::id::WorkspaceId;
use uuid::Uuid;

use crate::{Conn, System, Tx};

/// The proof that a caller belongs to a workspace. Only [`System`] makes one: from a session, a
/// visitor's token, a public id, a claimed job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tenant(WorkspaceId);

impl Tenant {
    pub(crate) fn new(workspace: Uuid) -> Self {
        Self(workspace.into())
    }

    /// Which workspace, for logs and for the topics of the bus.
    pub fn workspace(self) -> WorkspaceId {
        self.0
    }
}

/// The rows of one workspace. Queries are its methods, in the file of their table; none of them
/// takes a workspace id.
#[derive(Debug)]
pub struct Workspace<'conn> {
    pub(crate) conn: &'conn mut Conn,
    pub(crate) id: Uuid,
}

impl Conn {
    /// The rows of the workspace that the caller belongs to.
    pub fn of(&mut self, tenant: Tenant) -> Workspace<'_> {
        Workspace { conn: self, id: tenant.0.uuid() }
    }

    /// The one way past the boundary of a workspace.
    pub fn system(&mut self) -> System<'_> {
        System { conn: self }
    }
}

impl Tx {
    /// The rows of the workspace, to be read before deciding.
    pub fn of(&mut self, tenant: Tenant) -> Workspace<'_> {
        self.conn().of(tenant)
    }

    /// The rows of the workspace, to be written.
    pub fn write_of(&mut self, tenant: Tenant) -> Workspace<'_> {
        self.writing().of(tenant)
    }

    /// The one way past the boundary of a workspace, to read.
    pub fn system(&mut self) -> System<'_> {
        self.conn().system()
    }

    /// The one way past the boundary of a workspace, to write.
    pub fn write_system(&mut self) -> System<'_> {
        self.writing().system()
    }
}
