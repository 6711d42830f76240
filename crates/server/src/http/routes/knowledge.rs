//! The routes of what is learnt: sources, websites, and trying a question on them.

use domain::access::Permission::{ManageKnowledge, ReadKnowledge};
use domain::limits::{SOURCE_BYTES_MAX, UPLOAD_FILES_MAX};

use super::{DELETE, GET, PATCH, POST, PUT};
use crate::http::route::{Route, route};
use crate::http::{feeds, reaches, sites, sources, written};
use crate::protocol as p;

/// Every route of knowledge.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        route(GET, "/api/sources", ReadKnowledge, sources::list)
            .does("Every source and how far it is learnt.").gives::<p::Sources>(),
        route(POST, "/api/sources", ManageKnowledge, sources::upload)
            .does("Upload files, each as a field named file.")
            .gives::<p::Uploaded>().up_to(UPLOAD_FILES_MAX * SOURCE_BYTES_MAX),
        route(DELETE, "/api/sources/{id}", ManageKnowledge, sources::remove)
            .does("Remove a source and all learnt from it."),
        route(POST, "/api/sources/{id}/retry", ManageKnowledge, sources::retry)
            .does("Read a source again."),
        route(POST, "/api/sources/{id}/stop", ManageKnowledge, sources::stop)
            .does("Stop reading a source; what was learnt before stays.").gives::<p::SourceView>(),
        route(POST, "/api/sources/written", ManageKnowledge, written::add)
            .does("Add a text, or a question with its answer.")
            .takes::<p::Written>().gives::<p::SourceView>(),
        route(GET, "/api/sources/{id}/written", ReadKnowledge, written::read)
            .does("What was written, to be edited.").gives::<p::Written>(),
        route(PUT, "/api/sources/{id}/written", ManageKnowledge, written::edit)
            .does("Put something else in its place.")
            .takes::<p::Written>().gives::<p::SourceView>(),
        route(GET, "/api/sources/reaches", ReadKnowledge, reaches::list)
            .does("Every source and website that is not for everybody and always.")
            .gives::<p::Reaches>(),
        route(PUT, "/api/sources/{id}/reach", ManageKnowledge, reaches::set)
            .does("Say for whom a source or a website is, and when it holds.")
            .takes::<p::Reach>().gives::<p::ReachOf>(),
        route(GET, "/api/sources/uses", ReadKnowledge, reaches::uses)
            .does("In how many answers each source was cited.").gives::<p::SourceUses>(),
        route(GET, "/api/sources/{id}/answers", ReadKnowledge, reaches::citing)
            .does("The last answers that cite a source.").gives::<p::Citing>(),
        route(GET, "/api/sources/{id}/passages", ReadKnowledge, sources::passages)
            .does("What was learnt from a source.").gives::<p::Passages>(),
        route(GET, "/api/sites", ReadKnowledge, sites::list)
            .does("Every website and how far it is read.").gives::<p::Sites>(),
        route(POST, "/api/sites", ManageKnowledge, sites::add)
            .does("Learn a website (a page, a site within bounds, what a sitemap names) or a feed.")
            .takes::<p::AddSite>().gives::<p::SiteView>(),
        route(POST, "/api/sites/feed", ManageKnowledge, feeds::look)
            .does("Look at a feed before it is added as a site that reads one.")
            .takes::<p::LookAtFeed>().gives::<p::FeedPreview>(),
        route(PATCH, "/api/sites/{id}", ManageKnowledge, sites::change)
            .does("Change the bounds of a website, or when it is read again.")
            .takes::<p::ChangeSite>().gives::<p::SiteView>(),
        route(DELETE, "/api/sites/{id}", ManageKnowledge, sites::remove)
            .does("Remove a website with all its pages."),
        route(POST, "/api/sites/{id}/pause", ManageKnowledge, sites::pause)
            .does("Pause the reading of a website.").gives::<p::SiteView>(),
        route(POST, "/api/sites/{id}/resume", ManageKnowledge, sites::resume)
            .does("Go on where it was paused.").gives::<p::SiteView>(),
        route(POST, "/api/sites/{id}/read", ManageKnowledge, sites::read)
            .does("Read a website again now.").gives::<p::SiteView>(),
        route(GET, "/api/sites/{id}/pages", ReadKnowledge, sites::pages)
            .does("Pages of a website, by what became of them.")
            .asks::<p::SitePagesQuery>().gives::<p::SitePages>(),
        route(POST, "/api/ask", ReadKnowledge, sources::ask)
            .does("Ask the sources outside a conversation.").takes::<p::Ask>().gives::<p::Asked>(),
    ]
}
