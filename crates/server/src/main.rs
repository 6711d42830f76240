//! scratch
mod protocol;
use protocol::*;
use utoipa::OpenApi;
#[derive(OpenApi)]
#[openapi(components(schemas(
    VisitorCommand, TeammateCommand, Done, ThreadEvent, Happening, InboxRow, MyRow, Window, Counts, ConversationView,
    Events, SeenUpTo, View, OpenVisitorSession, VisitorSession, CitedPassage, VisitorPoll, VisitorNews, FromVisitor,
    ToVisitor, FromTeammate, ToTeammate, TeammatePoll, TeammateNews, SourceView, Sources, Uploaded, Passages, Ask, Asked,
    Me, SignIn, OpenLink, LinkView, UseLink, People, Invite, FreshLink, ChangeTeammate, Assistants, AssistantView,
    ChangeAssistant, Problem, RoleName)))]
struct D;
fn main() { println!("{}", D::openapi().to_pretty_json().unwrap()); }
