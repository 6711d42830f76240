//! The routes of custom actions.

use domain::access::Permission::{Converse, ManageAssistants, ReadInbox, ReadKnowledge, Reply};

use super::{DELETE, GET, PATCH, POST, PUT};
use crate::http::route::{Route, route};
use crate::http::{action_runs, action_versions, actions};
use crate::protocol as p;

/// Every route of actions.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        route(GET, "/api/assistants/{id}/actions", ReadKnowledge, actions::list)
            .does("The actions of an assistant.").gives::<p::Actions>(),
        route(POST, "/api/assistants/{id}/actions", ManageAssistants, actions::create)
            .does("Make an action.").takes::<p::CreateAction>().gives::<p::ActionView>(),
        route(PUT, "/api/assistants/{id}/actions/order", ManageAssistants, actions::order)
            .does("Put actions in an order.").takes::<p::OrderActions>().gives::<p::Actions>(),
        route(GET, "/api/action-templates", ReadKnowledge, action_runs::templates)
            .does("Ready-made actions.").gives::<p::ActionTemplates>(),
        route(GET, "/api/actions/{id}", ReadKnowledge, actions::view)
            .does("An action with its draft.").gives::<p::ActionView>(),
        route(PUT, "/api/actions/{id}", ManageAssistants, actions::save)
            .does("Save a draft.").takes::<p::SaveAction>().gives::<p::ActionView>(),
        route(POST, "/api/actions/{id}/publish", ManageAssistants, action_versions::publish)
            .does("Give visitors what the draft says.").gives::<p::ActionView>(),
        route(PATCH, "/api/actions/{id}", ManageAssistants, action_versions::switch)
            .does("Switch an action on or off.")
            .takes::<p::SwitchAction>().gives::<p::ActionView>(),
        route(DELETE, "/api/actions/{id}", ManageAssistants, actions::remove)
            .does("Remove an action; its past runs stay in their conversations."),
        route(GET, "/api/actions/{id}/versions", ReadKnowledge, action_versions::versions)
            .does("What was published, each time.").gives::<p::ActionVersions>(),
        route(POST, "/api/actions/{id}/try", ManageAssistants, actions::attempt)
            .does("Run a draft with given answers, and see what it asks for and gets.")
            .takes::<p::TryAction>().gives::<p::TriedAction>(),
        route(GET, "/api/actions/{id}/runs", ManageAssistants, action_runs::runs)
            .does("Past runs.").asks::<p::RunsQuery>().gives::<p::ActionRuns>(),
        route(GET, "/api/action-secrets", ManageAssistants, action_runs::secrets)
            .does("The names of secrets that lookups send.").gives::<p::ActionSecrets>(),
        route(PUT, "/api/action-secrets/{name}", ManageAssistants, action_runs::keep_secret)
            .does("Keep a secret under a name.")
            .takes::<p::KeepSecret>().gives::<p::ActionSecrets>(),
        route(DELETE, "/api/action-secrets/{name}", ManageAssistants, action_runs::forget_secret)
            .does("Forget a secret.").gives::<p::ActionSecrets>(),
        route(GET, "/api/conversations/{id}/actions", Reply, action_runs::sendable)
            .does("Actions that can be sent in a conversation.").gives::<p::SendableActions>(),
        route(GET, "/api/conversations/{id}/runs/{run}", ReadInbox, action_runs::run)
            .does("What an action did in a conversation.").gives::<p::ActionRun>(),
        route(POST, "/api/visitor/actions", Converse, action_runs::buttons)
            .does("The buttons on a page.").takes::<p::AtPage>().gives::<p::VisitorButtons>(),
    ]
}
