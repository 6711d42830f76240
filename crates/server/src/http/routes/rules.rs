//! The routes of escalation rules and handoffs.

use domain::access::Permission::{ManageAssistants, ReadInbox, ReadKnowledge};

use super::{GET, POST, PUT};
use crate::http::route::{Route, route};
use crate::http::{handoffs, packet, rules};
use crate::protocol as p;

/// Every route of them.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        route(GET, "/api/assistants/{id}/rules", ReadKnowledge, rules::list)
            .does("The escalation rules of an assistant, and how often each held.")
            .gives::<p::RulesView>(),
        route(PUT, "/api/assistants/{id}/rules", ManageAssistants, rules::save)
            .does("Put a list of rules in the place of the last one.")
            .takes::<p::SaveRules>().gives::<p::RulesView>(),
        route(POST, "/api/assistants/{id}/rules/back-test", ManageAssistants, rules::try_on_past)
            .does("Try a list of rules on past conversations, against the list in force.")
            .takes::<p::TryRules>().gives::<p::BackTest>(),
        route(GET, "/api/handoffs", ReadInbox, handoffs::list)
            .does("Handoffs, newest first, by rule, reason, outcome or mark.")
            .asks::<p::HandoffsQuery>().gives::<p::HandoffsView>(),
        route(GET, "/api/conversations/{id}/packet", ReadInbox, packet::view)
            .does("What whoever takes a conversation over has to know.").gives::<p::PacketView>(),
    ]
}
