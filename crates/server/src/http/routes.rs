//! The route table: every path with the permission it needs, on one line. All authorization can
//! be audited by reading this file; the API description is made from it.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::access::Permission::{
    self, Account, Converse, ManageAssistants, ManageKnowledge, ManagePeople, Public, ReadInbox,
    ReadKnowledge, Reply,
};
use domain::limits::{SOURCE_BYTES_MAX, UPLOAD_FILES_MAX};
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};

use super::{
    account, assets, assistants, conversations, health, links, openapi, people, poll, sources,
    visitor,
};
use crate::app::App;
use crate::protocol as p;
use crate::socket;

/// One line of the table.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) permission: Permission,
    /// What it does, in a sentence.
    pub(crate) does: &'static str,
    pub(crate) takes: Option<Shape>,
    pub(crate) gives: Option<Shape>,
    pub(crate) query: Vec<Parameter>,
    /// Largest body, where it is not the ordinary one.
    pub(crate) bytes_max: Option<usize>,
    pub(crate) handler: MethodRouter<App>,
}

/// The schema of a body, and those it refers to.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) schemas: Vec<(String, RefOr<Schema>)>,
}

impl Shape {
    pub(crate) fn of<T: ToSchema>() -> Self {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        Self { name: T::name().into_owned(), schemas }
    }
}

impl Route {
    fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(Shape::of::<T>());
        self
    }

    fn gives<T: ToSchema>(mut self) -> Self {
        self.gives = Some(Shape::of::<T>());
        self
    }

    fn asks<T: IntoParams>(mut self) -> Self {
        self.query = T::into_params(|| Some(ParameterIn::Query));
        self
    }

    fn up_to(mut self, bytes: usize) -> Self {
        self.bytes_max = Some(bytes);
        self
    }
}

fn route<H, T>(
    method: Method,
    path: &'static str,
    permission: Permission,
    does: &'static str,
    handler: H,
) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    let filter = MethodFilter::try_from(method.clone()).expect("the table uses ordinary methods");
    Route {
        method,
        path,
        permission,
        does,
        takes: None,
        gives: None,
        query: vec![],
        bytes_max: None,
        handler: on(filter, handler).layer(DefaultBodyLimit::disable()),
    }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

/// Every route.
pub(crate) fn table() -> Vec<Route> {
    [for_visitors(), for_accounts(), for_people(), for_inbox(), for_knowledge(), for_everybody()]
        .into_iter()
        .flatten()
        .collect()
}

#[rustfmt::skip]
fn for_visitors() -> Vec<Route> {
    vec![
        route(POST, "/api/visitor/session", Public, "Open the widget's session.", visitor::open)
            .takes::<p::OpenVisitorSession>().gives::<p::VisitorSession>(),
        route(GET, "/api/visitor/socket", Converse, "The widget's socket.", socket::visitor::open),
        route(POST, "/api/visitor/commands", Converse, "Do something in a conversation.", visitor::command)
            .takes::<p::VisitorCommand>().gives::<p::Done>(),
        route(POST, "/api/visitor/poll", Converse, "Wait for news without a socket.", poll::for_visitor)
            .takes::<p::VisitorPoll>().gives::<p::VisitorNews>(),
        route(GET, "/api/visitor/conversations/{id}/events", Converse, "Read a thread.", visitor::events)
            .asks::<p::EventsQuery>().gives::<p::Events>(),
        route(GET, "/api/visitor/sources/{source}/passages/{position}", Converse, "Open a cited passage.", visitor::passage)
            .asks::<p::PassageQuery>().gives::<p::CitedPassage>(),
    ]
}

#[rustfmt::skip]
fn for_accounts() -> Vec<Route> {
    vec![
        route(POST, "/api/session", Public, "Sign in.", account::sign_in)
            .takes::<p::SignIn>().gives::<p::Me>(),
        route(DELETE, "/api/session", Account, "Sign out.", account::sign_out),
        route(DELETE, "/api/sessions", Account, "Sign out everywhere.", account::sign_out_everywhere),
        route(GET, "/api/me", Account, "Who is signed in.", account::me).gives::<p::Me>(),
        route(POST, "/api/links/open", Public, "What a one-time link is for.", links::open)
            .takes::<p::OpenLink>().gives::<p::LinkView>(),
        route(POST, "/api/links/use", Public, "Use a one-time link.", links::spend)
            .takes::<p::UseLink>().gives::<p::Me>(),
    ]
}

#[rustfmt::skip]
fn for_people() -> Vec<Route> {
    vec![
        route(GET, "/api/people", Account, "Teammates and open invitations.", people::list).gives::<p::People>(),
        route(POST, "/api/invitations", ManagePeople, "Invite a teammate by a link.", people::invite)
            .takes::<p::Invite>().gives::<p::FreshLink>(),
        route(DELETE, "/api/invitations/{id}", ManagePeople, "Take an invitation back.", people::uninvite),
        route(PATCH, "/api/teammates/{id}", ManagePeople, "Change a teammate's name or role.", people::change)
            .takes::<p::ChangeTeammate>().gives::<p::TeammateView>(),
        route(DELETE, "/api/teammates/{id}", ManagePeople, "Remove a teammate.", people::remove),
        route(POST, "/api/teammates/{id}/reset", ManagePeople, "Make a link to choose a new password.", people::reset)
            .gives::<p::FreshLink>(),
        route(GET, "/api/assistants", Account, "Every assistant.", assistants::list).gives::<p::Assistants>(),
        route(PATCH, "/api/assistants/{id}", ManageAssistants, "Change an assistant.", assistants::change)
            .takes::<p::ChangeAssistant>().gives::<p::AssistantView>(),
    ]
}

#[rustfmt::skip]
fn for_inbox() -> Vec<Route> {
    vec![
        route(GET, "/api/socket", ReadInbox, "The dashboard's socket.", socket::teammate::open),
        route(POST, "/api/poll", ReadInbox, "Wait for news without a socket.", poll::for_teammate)
            .takes::<p::TeammatePoll>().gives::<p::TeammateNews>(),
        route(GET, "/api/conversations", ReadInbox, "A window of a view.", conversations::window)
            .asks::<p::WindowQuery>().gives::<p::Window>(),
        route(GET, "/api/conversations/{id}", ReadInbox, "One conversation with its context.", conversations::view)
            .gives::<p::ConversationView>(),
        route(GET, "/api/conversations/{id}/events", ReadInbox, "Read a thread.", conversations::events)
            .asks::<p::EventsQuery>().gives::<p::Events>(),
        route(POST, "/api/conversations/{id}/commands", Reply, "Do something in a conversation.", conversations::command)
            .takes::<p::TeammateCommand>().gives::<p::Done>(),
        route(POST, "/api/conversations/{id}/seen", ReadInbox, "Say how far one has read.", conversations::seen)
            .takes::<p::SeenUpTo>(),
    ]
}

#[rustfmt::skip]
fn for_knowledge() -> Vec<Route> {
    vec![
        route(GET, "/api/sources", ReadKnowledge, "Every source and how far it is learnt.", sources::list)
            .gives::<p::Sources>(),
        route(POST, "/api/sources", ManageKnowledge, "Upload files, each as a field named file.", sources::upload)
            .gives::<p::Uploaded>().up_to(UPLOAD_FILES_MAX * SOURCE_BYTES_MAX),
        route(DELETE, "/api/sources/{id}", ManageKnowledge, "Remove a source and all learnt from it.", sources::remove),
        route(POST, "/api/sources/{id}/retry", ManageKnowledge, "Read a source again.", sources::retry),
        route(GET, "/api/sources/{id}/passages", ReadKnowledge, "What was learnt from a source.", sources::passages)
            .gives::<p::Passages>(),
        route(POST, "/api/ask", ReadKnowledge, "Ask the sources outside a conversation.", sources::ask)
            .takes::<p::Ask>().gives::<p::Asked>(),
    ]
}

#[rustfmt::skip]
fn for_everybody() -> Vec<Route> {
    vec![
        route(GET, "/health", Public, "Is it running.", health::health),
        route(GET, "/ready", Public, "Can it serve.", health::ready),
        route(GET, "/api/openapi.json", Public, "This description.", openapi::serve),
        route(GET, "/widget.js", Public, "The loader.", assets::loader),
        route(GET, "/frame/{site}", Public, "The widget's panel.", assets::frame),
        route(GET, "/assets/{*path}", Public, "Files of the pages.", assets::file),
    ]
}
