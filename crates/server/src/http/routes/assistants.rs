//! The routes of assistants, of going live, and of how visitors prove who they are.

use domain::access::Permission::{Account, ManageAssistants, ManageVisitors, ReadKnowledge};

use super::{DELETE, GET, PATCH, PICTURE_UPLOAD_BYTES_MAX, POST, PUT};
use crate::http::route::{Route, route};
use crate::http::{
    assets, assistant_life, assistants, going_live, identity, levels, looks, pictures, versions,
};
use crate::protocol as p;

/// Every route of assistants.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        route(GET, "/api/assistants", Account, assistants::list)
            .does("Every assistant.").gives::<p::Assistants>(),
        route(POST, "/api/assistants", ManageAssistants, assistant_life::create)
            .does("Make an assistant.").takes::<p::CreateAssistant>().gives::<p::AssistantView>(),
        route(PATCH, "/api/assistants/{id}", ManageAssistants, assistants::change)
            .does("Change an assistant.").takes::<p::ChangeAssistant>().gives::<p::AssistantView>(),
        route(GET, "/api/assistants/{id}/level", ReadKnowledge, levels::read)
            .does("How readily it answers, and what each level would make of last week.")
            .gives::<p::LevelView>(),
        route(PUT, "/api/assistants/{id}/level", ManageAssistants, levels::set)
            .does("Say how readily it answers.").takes::<p::SetLevel>().gives::<p::LevelView>(),
        route(GET, "/api/assistants/{id}/versions", ReadKnowledge, versions::list)
            .does("What an assistant was told, from each change on.").gives::<p::Versions>(),
        route(POST, "/api/assistants/{id}/picture", ManageAssistants, pictures::dress)
            .does("Give an assistant a picture, as a field named file.")
            .gives::<p::PictureView>().up_to(PICTURE_UPLOAD_BYTES_MAX),
        route(DELETE, "/api/assistants/{id}/picture", ManageAssistants, pictures::undress)
            .does("Take the picture of an assistant away."),
        route(GET, "/api/assistants/{id}/sightings", ManageAssistants, looks::sightings)
            .does("Where an assistant's snippet was seen.").gives::<p::Sightings>(),
        route(POST, "/api/look", ManageAssistants, looks::show)
            .does("What follows from a look, without storing it.")
            .takes::<p::Look>().gives::<p::LookShown>(),
        route(GET, "/preview/{site}", ManageAssistants, assets::preview)
            .does("A page that shows the widget, for the settings."),
        route(POST, "/api/assistants/{id}/copy", ManageAssistants, assistant_life::copy)
            .does("Copy an assistant, with a public id of its own and no sites yet.")
            .takes::<p::CopyAssistant>().gives::<p::AssistantView>(),
        route(POST, "/api/assistants/{id}/archive", ManageAssistants, assistant_life::archive)
            .does("Put an assistant away: its widget is gone, its conversations stay.")
            .gives::<p::AssistantView>(),
        route(POST, "/api/assistants/{id}/restore", ManageAssistants, assistant_life::restore)
            .does("Bring an assistant back.").gives::<p::AssistantView>(),
        route(GET, "/api/assistants/{id}/sources", ReadKnowledge, assistant_life::learning)
            .does("What an assistant learns.").gives::<p::Learning>(),
        route(PATCH, "/api/assistants/{id}/sources", ManageAssistants, assistant_life::learn)
            .does("Say what an assistant learns.").takes::<p::Learning>().gives::<p::Learning>(),
        route(GET, "/api/assistants/{id}/progress", ReadKnowledge, going_live::progress)
            .does("What happened since the assistant came to its step of going live.")
            .gives::<p::Progress>(),
        route(POST, "/api/assistants/{id}/rehearsal", ReadKnowledge, going_live::rehearse)
            .does("Open a rehearsal: an address that is good for two hours.")
            .takes::<p::Rehearse>().gives::<p::RehearsalAt>(),
        route(POST, "/api/pages/try", ReadKnowledge, going_live::try_page)
            .does("Try a page on patterns.").takes::<p::TryPage>().gives::<p::TriedPage>(),
        route(DELETE, "/api/rehearsals", ManageAssistants, going_live::remove_rehearsals)
            .does("Remove every rehearsal with all that was said in it.").gives::<p::Removed>(),
        route(GET, "/api/identity", ManageVisitors, identity::view)
            .does("How visitors prove who they are.").gives::<p::IdentityView>(),
        route(PATCH, "/api/identity", ManageVisitors, identity::change)
            .does("Change how visitors prove who they are.")
            .takes::<p::ChangeIdentity>().gives::<p::IdentityView>(),
        route(POST, "/api/identity/keys", ManageVisitors, identity::make_key)
            .does("Make a signing key; its secret is told this once.")
            .gives::<p::FreshIdentityKey>(),
        route(DELETE, "/api/identity/keys/{id}", ManageVisitors, identity::revoke_key)
            .does("Revoke a signing key, and sign out the browsers that it vouched for."),
    ]
}
