//! All authorization: who may do what to whose things. Pure, and the only place that knows.
//!
//! A workspace is not mentioned: the handle through which rows are read belongs to one, so the
//! rows of another cannot be named, let alone asked about here.

use serde::{Deserialize, Serialize};

use crate::id::{AssistantId, TeammateId, VisitorId};

/// What a teammate is in the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers visitors.
    Agent,
    /// Also manages knowledge, assistants and people below the owner.
    Admin,
    /// Everything.
    Owner,
}

impl Role {
    /// The word in rows and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Reads [`Role::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Agent, Self::Admin, Self::Owner].into_iter().find(|role| role.as_str() == text)
    }
}

/// Who asks, as far as they have proved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular.
    Anyone,
    /// A visitor with a token.
    Visitor(VisitorId),
    /// A signed-in teammate.
    Teammate(TeammateId, Role),
    /// An assistant at work on a turn.
    Assistant(AssistantId),
    /// A timer, a sweep, the command line on the machine itself.
    System,
}

/// What is asked for. Each line of the route table names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Open to the world: health, sign-in, the widget's files.
    Public,
    /// To speak as the visitor of one's own conversations.
    Converse,
    /// To be signed in: one's own account and sessions.
    Account,
    /// To read conversations and note in them.
    ReadInbox,
    /// To answer visitors.
    Reply,
    /// To see what the assistant learnt, and ask it.
    ReadKnowledge,
    /// To teach the assistant.
    ManageKnowledge,
    /// To change the assistant.
    ManageAssistants,
    /// To decide how visitors prove who they are.
    ManageVisitors,
    /// To say how mail is sent, and see what was.
    ManageMail,
    /// To invite, change and remove teammates, and to say who belongs to which team.
    ManagePeople,
    /// To change the workspace: its name, its hours, what visitors see of people.
    ManageWorkspace,
    /// To act for an assistant or a timer.
    Work,
}

/// What it is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The workspace as a whole, or a thing of it that everybody in it shares.
    Workspace,
    /// A conversation of this visitor.
    ConversationOf(VisitorId),
    /// A teammate with this role.
    Person(TeammateId, Role),
}

/// Whether `actor` may do `permission` to `subject`.
pub fn may(actor: Actor, permission: Permission, subject: Subject) -> bool {
    use Permission as P;
    match (actor, permission) {
        (_, P::Public) | (Actor::System, _) => true,
        (Actor::Anyone, _) => false,
        (Actor::Visitor(visitor), P::Converse) => match subject {
            Subject::ConversationOf(owner) => owner == visitor,
            Subject::Workspace => true,
            Subject::Person(..) => false,
        },
        (Actor::Assistant(_), P::Work) => true,
        (Actor::Visitor(_) | Actor::Assistant(_), _) => false,
        (Actor::Teammate(..), P::Account | P::ReadInbox | P::Reply | P::ReadKnowledge) => true,
        (
            Actor::Teammate(_, role),
            P::ManageKnowledge
            | P::ManageAssistants
            | P::ManageVisitors
            | P::ManageMail
            | P::ManageWorkspace,
        ) => role >= Role::Admin,
        (Actor::Teammate(id, role), P::ManagePeople) => may_manage(id, role, subject),
        (Actor::Teammate(..), P::Converse | P::Work) => false,
    }
}

/// An admin manages whoever ranks no higher than an admin; nobody but an owner touches an owner.
fn may_manage(id: TeammateId, role: Role, subject: Subject) -> bool {
    match subject {
        Subject::Person(other, _) if other == id => role >= Role::Admin,
        Subject::Person(_, rank) => role >= Role::Admin && rank <= role,
        Subject::Workspace => role >= Role::Admin,
        Subject::ConversationOf(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn teammate(role: Role) -> Actor {
        Actor::Teammate(TeammateId::from(Uuid::from_u128(7)), role)
    }

    #[test]
    fn a_visitor_reaches_only_their_own_conversation() {
        let (maya, tom) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let actor = Actor::Visitor(maya);
        assert!(may(actor, Permission::Converse, Subject::ConversationOf(maya)));
        assert!(!may(actor, Permission::Converse, Subject::ConversationOf(tom)));
        assert!(!may(actor, Permission::ReadInbox, Subject::ConversationOf(maya)));
    }

    #[test]
    fn an_agent_answers_but_does_not_manage() {
        use Permission as P;
        let agent = teammate(Role::Agent);
        assert!(may(agent, Permission::Reply, Subject::Workspace));
        for permission in [
            P::ManageKnowledge,
            P::ManageAssistants,
            P::ManageVisitors,
            P::ManageMail,
            P::ManagePeople,
            P::ManageWorkspace,
        ] {
            assert!(!may(agent, permission, Subject::Workspace), "{permission:?}");
        }
    }

    #[test]
    fn an_admin_does_not_touch_an_owner() {
        let other = Uuid::from_u128(9).into();
        let about = |role| Subject::Person(other, role);
        assert!(may(teammate(Role::Admin), Permission::ManagePeople, about(Role::Admin)));
        assert!(!may(teammate(Role::Admin), Permission::ManagePeople, about(Role::Owner)));
        assert!(may(teammate(Role::Owner), Permission::ManagePeople, about(Role::Owner)));
    }

    #[test]
    fn nobody_is_refused_everything_that_is_not_public() {
        for permission in [
            Permission::Converse,
            Permission::Account,
            Permission::ReadInbox,
            Permission::ManagePeople,
            Permission::Work,
        ] {
            assert!(!may(Actor::Anyone, permission, Subject::Workspace), "{permission:?}");
        }
    }
}
