//! The route table: every path with the permission it needs, on one line. All authorization can
//! be audited by reading this file; the API description is made from it.

mod actions;
mod assistants;
mod knowledge;
mod models;
mod rules;
mod tags;

use axum::http::Method;
use domain::access::Permission::{
    Account, Converse, ManageAssistants, ManageMail, ManagePeople, ManageWorkspace, Public,
    ReadInbox, Reply,
};
use domain::limits::PICTURE_BYTES_MAX;

use super::route::{Route, route};
use super::{
    account, assets, availability, back, conversations, health, hours, identity, invitations,
    links, mail, openapi, people, pictures, poll, promises, push, second_factor, sessions, setup,
    teams, transcripts, trial, turns, visitor, workspace,
};
use crate::protocol as p;
use crate::socket;

/// A picture with what a form puts around it. What is a little too large is read to its end, so
/// that it can be refused in words.
const PICTURE_UPLOAD_BYTES_MAX: usize = 2 * PICTURE_BYTES_MAX;

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const PUT: Method = Method::PUT;
const DELETE: Method = Method::DELETE;

/// Every route.
pub(crate) fn table() -> Vec<Route> {
    [
        for_visitors(),
        for_accounts(),
        for_people(),
        assistants::table(),
        actions::table(),
        rules::table(),
        tags::table(),
        for_teams(),
        for_inbox(),
        knowledge::table(),
        models::table(),
        for_mail(),
        for_everybody(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[rustfmt::skip]
fn for_visitors() -> Vec<Route> {
    vec![
        route(POST, "/api/visitor/session", Public, visitor::open)
            .does("Open the widget's session.")
            .takes::<p::OpenVisitorSession>().gives::<p::VisitorSession>(),
        route(DELETE, "/api/visitor/session", Converse, identity::sign_out)
            .does("Forget this browser; signed tokens it used are dead everywhere."),
        route(POST, "/api/visitor/identity", Converse, identity::prove)
            .does("Prove who the visitor is by what the site's backend signed.")
            .takes::<p::ProveIdentity>().gives::<p::VisitorSession>(),
        route(GET, "/api/visitor/socket", Converse, socket::visitor::open)
            .does("The widget's socket."),
        route(POST, "/api/visitor/commands", Converse, visitor::command)
            .does("Do something in a conversation.")
            .takes::<p::VisitorCommand>().gives::<p::Done>(),
        route(POST, "/api/visitor/poll", Converse, poll::for_visitor)
            .does("Wait for news without a socket.")
            .takes::<p::VisitorPoll>().gives::<p::VisitorNews>(),
        route(GET, "/api/visitor/conversations/{id}/events", Converse, visitor::events)
            .does("Read a thread.").asks::<p::EventsQuery>().gives::<p::Events>(),
        route(POST, "/api/visitor/conversations/{id}/pictures", Converse, pictures::from_visitor)
            .does("Take a picture in, as a field named file, to send it with a message or a form.")
            .asks::<p::UploadQuery>().gives::<p::PictureView>().up_to(PICTURE_UPLOAD_BYTES_MAX),
        route(
            GET, "/api/visitor/conversations/{id}/pictures/{picture}", Converse,
            pictures::for_visitor,
        )
            .does("A picture of a message.").asks::<p::PictureQuery>(),
        route(GET, "/api/visitor/sources/{source}/passages/{position}", Converse, visitor::passage)
            .does("Open a cited passage.").asks::<p::PassageQuery>().gives::<p::CitedPassage>(),
        route(
            PUT, "/api/visitor/conversations/{id}/turns/{turn}/rating", Converse,
            turns::rate_as_visitor,
        )
            .does("Say whether an answer helped.").takes::<p::Rate>(),
        route(GET, "/api/visitor/conversations/{id}/transcript", Converse, transcripts::download)
            .does("A conversation as text."),
        route(POST, "/api/visitor/conversations/{id}/transcript", Converse, transcripts::mail)
            .does("Have a conversation mailed.")
            .takes::<p::MailTranscript>().gives::<p::MailedTo>(),
    ]
}

#[rustfmt::skip]
fn for_accounts() -> Vec<Route> {
    vec![
        route(POST, "/api/session", Public, account::sign_in)
            .does("Sign in.").takes::<p::SignIn>().gives::<p::Me>(),
        route(DELETE, "/api/session", Account, account::sign_out)
            .does("Sign out."),
        route(DELETE, "/api/sessions", Account, account::sign_out_everywhere)
            .does("Sign out everywhere."),
        route(GET, "/api/sessions", Account, sessions::list)
            .does("One's own sessions.").gives::<p::SessionList>(),
        route(DELETE, "/api/sessions/others", Account, sessions::end_others)
            .does("Sign out everywhere else."),
        route(DELETE, "/api/sessions/{id}", Account, sessions::end)
            .does("End one of one's own sessions."),
        route(PUT, "/api/me/availability", Account, availability::change)
            .does("Go away by hand, or come back.")
            .takes::<p::ChangeAvailability>().gives::<p::TeammateAway>(),
        route(POST, "/api/me/second-factor", Account, second_factor::begin)
            .does("Begin to set up a second factor.").gives::<p::FreshFactor>(),
        route(POST, "/api/me/second-factor/confirm", Account, second_factor::confirm)
            .does("Confirm it with a first code.")
            .takes::<p::FactorCode>().gives::<p::RecoveryCodes>(),
        route(POST, "/api/me/second-factor/off", Account, second_factor::off)
            .does("Take one's second factor off.").takes::<p::FactorOff>(),
        route(GET, "/api/me", Account, account::me)
            .does("Who is signed in.").gives::<p::Me>(),
        route(GET, "/api/push", Account, push::view)
            .does("What a browser needs to ask for notices.").gives::<p::PushView>(),
        route(POST, "/api/push", Account, push::subscribe)
            .does("Send notices to this browser until its session ends.").takes::<p::Subscribe>(),
        route(DELETE, "/api/push", Account, push::unsubscribe)
            .does("Send none any more.").takes::<p::Subscribed>(),
        route(POST, "/api/push/test", Account, push::test)
            .does("Send a try to this browser.").takes::<p::Subscribed>(),
        route(POST, "/api/me/picture", Account, pictures::wear)
            .does("Give oneself a picture, as a field named file.")
            .gives::<p::PictureView>().up_to(PICTURE_UPLOAD_BYTES_MAX),
        route(DELETE, "/api/me/picture", Account, pictures::take_off)
            .does("Take one's picture away."),
        route(POST, "/api/links/open", Public, links::open)
            .does("What a one-time link is for.").takes::<p::OpenLink>().gives::<p::LinkView>(),
        route(POST, "/api/links/use", Public, links::spend)
            .does("Use a one-time link.").takes::<p::UseLink>().gives::<p::Me>(),
        route(POST, "/api/links/forgotten", Public, links::forgotten)
            .does("Ask for a link to choose a new password, by mail.").takes::<p::Forgotten>(),
    ]
}

#[rustfmt::skip]
fn for_people() -> Vec<Route> {
    vec![
        route(GET, "/api/people", Account, people::list)
            .does("Teammates and open invitations.").gives::<p::People>(),
        route(POST, "/api/invitations", ManagePeople, invitations::invite)
            .does("Invite a teammate by a link.").takes::<p::Invite>().gives::<p::FreshLink>(),
        route(POST, "/api/invitations/{id}/resend", ManagePeople, invitations::reinvite)
            .does("Give an invitation a new link, and mail it.").gives::<p::FreshLink>(),
        route(DELETE, "/api/invitations/{id}", ManagePeople, invitations::uninvite)
            .does("Take an invitation back."),
        route(PATCH, "/api/teammates/{id}", ManagePeople, people::change)
            .does("Change a teammate's name or role.")
            .takes::<p::ChangeTeammate>().gives::<p::TeammateView>(),
        route(DELETE, "/api/teammates/{id}", ManagePeople, people::remove)
            .does("Remove a teammate."),
        route(POST, "/api/teammates/{id}/reset", ManagePeople, people::reset)
            .does("Make a link to choose a new password.").gives::<p::FreshLink>(),
        route(GET, "/api/setup", Account, setup::view)
            .does("How far the guided setup is.").gives::<p::SetupView>(),
        route(PATCH, "/api/setup", ManageAssistants, setup::change)
            .does("Put a step off, or say that it is done.")
            .takes::<p::ChangeSetup>().gives::<p::SetupView>(),
        route(DELETE, "/api/teammates/{id}/second-factor", ManagePeople,
            people::reset_second_factor)
            .does("Take a teammate's second factor off."),
    ]
}

#[rustfmt::skip]
fn for_teams() -> Vec<Route> {
    vec![
        route(POST, "/api/teams", ManagePeople, teams::create)
            .does("Make a team.").takes::<p::NewTeam>().gives::<p::TeamView>(),
        route(PATCH, "/api/teams/{id}", ManagePeople, teams::change)
            .does("Change a team's name or members.")
            .takes::<p::ChangeTeam>().gives::<p::TeamView>(),
        route(DELETE, "/api/teams/{id}", ManagePeople, teams::remove)
            .does("Delete a team; who waits for it waits for everybody."),
        route(GET, "/api/promise", ReadInbox, promises::view)
            .does("How promises were kept, and the owner's own number.")
            .gives::<p::PromisesView>(),
        route(PUT, "/api/promise", ManageWorkspace, promises::set)
            .does("Set the minutes that everybody is promised, or have them found out.")
            .takes::<p::SetPromise>().gives::<p::PromisesView>(),
        route(GET, "/api/hours", Account, hours::list)
            .does("Every office hour that is kept.").gives::<p::OfficeHours>(),
        route(PUT, "/api/hours", ManageWorkspace, hours::keep)
            .does("Keep other office hours, or none.").takes::<p::KeepHours>(),
        route(POST, "/api/hours/preview", ManageWorkspace, hours::preview)
            .does("What office hours would come to now.")
            .takes::<p::HoursView>().gives::<p::HoursNow>(),
        route(GET, "/api/workspace", Account, workspace::view)
            .does("The workspace's settings.").gives::<p::WorkspaceView>(),
        route(PATCH, "/api/workspace", ManageWorkspace, workspace::change)
            .does("Change the workspace's settings.")
            .takes::<p::ChangeWorkspace>().gives::<p::WorkspaceView>(),
    ]
}

#[rustfmt::skip]
fn for_inbox() -> Vec<Route> {
    vec![
        route(GET, "/api/socket", ReadInbox, socket::teammate::open)
            .does("The dashboard's socket."),
        route(POST, "/api/poll", ReadInbox, poll::for_teammate)
            .does("Wait for news without a socket.")
            .takes::<p::TeammatePoll>().gives::<p::TeammateNews>(),
        route(GET, "/api/conversations", ReadInbox, conversations::window)
            .does("A window of a view.").asks::<p::WindowQuery>().gives::<p::Window>(),
        route(GET, "/api/conversations/{id}", ReadInbox, conversations::view)
            .does("One conversation with its context.").gives::<p::ConversationView>(),
        route(GET, "/api/conversations/{id}/events", ReadInbox, conversations::events)
            .does("Read a thread.").asks::<p::EventsQuery>().gives::<p::Events>(),
        route(POST, "/api/conversations/{id}/commands", Reply, conversations::command)
            .does("Do something in a conversation.")
            .takes::<p::TeammateCommand>().gives::<p::Done>(),
        route(POST, "/api/conversations/{id}/pictures", Reply, pictures::from_teammate)
            .does("Take a picture in, as a field named file, to send it with a reply.")
            .gives::<p::PictureView>().up_to(PICTURE_UPLOAD_BYTES_MAX),
        route(GET, "/api/conversations/{id}/pictures/{picture}", ReadInbox, pictures::for_teammate)
            .does("A picture of a message.").asks::<p::PictureQuery>(),
        route(GET, "/api/conversations/{id}/turns/{turn}", ReadInbox, turns::view)
            .does("Why an answer is as it is.").gives::<p::TurnView>(),
        route(PUT, "/api/conversations/{id}/turns/{turn}/rating", ReadInbox, turns::rate)
            .does("Say what one thinks of an answer.").takes::<p::Rate>(),
        route(POST, "/api/conversations/{id}/seen", ReadInbox, conversations::seen)
            .does("Say how far one has read.").takes::<p::SeenUpTo>(),
        route(POST, "/api/conversations/{id}/transcript", Reply, transcripts::mail_to_visitor)
            .does("Mail a conversation to its visitor.").gives::<p::MailedTo>(),
    ]
}

#[rustfmt::skip]
fn for_mail() -> Vec<Route> {
    vec![
        route(GET, "/api/mail", ManageMail, mail::read)
            .does("How mail is sent.").gives::<p::MailSetup>(),
        route(POST, "/api/mail", ManageMail, mail::set_up)
            .does("Say how mail is sent.").takes::<p::SetUpMail>().gives::<p::MailSetup>(),
        route(DELETE, "/api/mail", ManageMail, mail::stop)
            .does("Send no mail from now on."),
        route(POST, "/api/mail/test", ManageMail, mail::test)
            .does("Send a test mail and hear what became of it.")
            .takes::<p::TestMail>().gives::<p::MailVerdict>(),
        route(GET, "/api/mails", ManageMail, mail::list)
            .does("The outbox.").asks::<p::MailsQuery>().gives::<p::Outbox>(),
        route(POST, "/api/mails/{id}/retry", ManageMail, mail::retry)
            .does("Try to send a mail now."),
        route(DELETE, "/api/mails/{id}", ManageMail, mail::discard)
            .does("Take a mail out, unsent."),
        route(POST, "/api/back/open", Public, back::open)
            .does("Where a link from a mail leads.").takes::<p::BackToken>().gives::<p::BackView>(),
        route(POST, "/api/back/use", Public, back::spend)
            .does("Come back into a conversation by a link from a mail.")
            .takes::<p::BackToken>().gives::<p::CameBack>(),
        route(POST, "/api/back/again", Public, back::again)
            .does("Have a fresh link mailed.").takes::<p::BackToken>(),
    ]
}

#[rustfmt::skip]
fn for_everybody() -> Vec<Route> {
    vec![
        route(GET, "/health", Public, health::health)
            .does("Is it running."),
        route(GET, "/ready", Public, health::ready)
            .does("Can it serve."),
        route(GET, "/api/openapi.json", Public, openapi::serve)
            .does("This description."),
        route(GET, "/widget.js", Public, assets::loader)
            .does("The loader."),
        route(GET, "/try/{site}", Public, trial::page)
            .does("A plain page to rehearse on."),
        route(GET, "/frame/{site}", Public, assets::frame)
            .does("The widget's panel."),
        route(GET, "/manifest.webmanifest", Public, assets::manifest)
            .does("The dashboard as an app."),
        route(GET, "/app/{name}", Public, assets::icon)
            .does("Its pictures."),
        route(GET, "/sw.js", Public, assets::worker)
            .does("What shows notices while no dashboard is open."),
        route(GET, "/pictures/{id}", Public, pictures::face)
            .does("The picture of a teammate or an assistant."),
        route(GET, "/back", Public, assets::back)
            .does("The page that a link from a mail opens."),
        route(GET, "/assets/{*path}", Public, assets::file)
            .does("Files of the pages."),
    ]
}
