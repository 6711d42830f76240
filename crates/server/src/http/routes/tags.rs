//! The routes of tags.

use domain::access::Permission::{ManageAssistants, ReadInbox};

use super::{DELETE, GET, PATCH, POST};
use crate::http::route::{Route, route};
use crate::http::tags;
use crate::protocol as p;

/// Every route of tags.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        route(GET, "/api/tags", ReadInbox, tags::list)
            .does("Every tag, and how many conversations have it.").gives::<p::TagsView>(),
        route(POST, "/api/tags", ManageAssistants, tags::create)
            .does("Make a tag.").takes::<p::NewTag>().gives::<p::TagView>(),
        route(PATCH, "/api/tags/{id}", ManageAssistants, tags::change)
            .does("Change what is said of a tag, or bring an archived one back.")
            .takes::<p::ChangeTag>().gives::<p::TagView>(),
        route(DELETE, "/api/tags/{id}", ManageAssistants, tags::archive)
            .does("Archive a tag: nobody sets it any more, and conversations keep it."),
        route(POST, "/api/tags/{id}/preview", ManageAssistants, tags::preview)
            .does("How many past conversations the tagger would give a tag, and some of them.")
            .gives::<p::TagPreview>(),
        route(POST, "/api/tags/{id}/apply", ManageAssistants, tags::apply)
            .does("Give past conversations a tag, some hundreds at once.")
            .gives::<p::TagApplied>(),
    ]
}
