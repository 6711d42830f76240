//! The way back from a mail into the thread. Whatever is wrong with a link is said in words that
//! tell nobody whether a conversation exists.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use store::{Assistant, FoundLink, ListRow, ReturnLink, Tenant};

use super::Failure;
use super::guard::Peer;
use super::input::Body;
use crate::app::App;
use crate::clock;
use crate::inbox;
use crate::mail::back::{self, Again, Entry, Ticket};
use crate::protocol::{BackState, BackToken, BackView, CameBack, Page, ProblemCode};

/// Where a link leads, without using it.
pub(crate) async fn open(
    State(app): State<App>,
    Body(asked): Body<BackToken>,
) -> Result<Json<BackView>, Failure> {
    let (ticket, found) = find(&app, &asked.token).await?;
    let found = found.ok_or_else(dead)?;
    let state = back::state(&found, ticket, clock::now());
    let workspace = app.db.read().await?.of(found.tenant).name().await?;
    Ok(Json(BackView { state, workspace }))
}

/// Lets this browser in. It works for one browser.
pub(crate) async fn spend(
    State(app): State<App>,
    Body(asked): Body<BackToken>,
) -> Result<Json<CameBack>, Failure> {
    let (ticket, found) = find(&app, &asked.token).await?;
    let found = found.ok_or_else(dead)?;
    is_fresh(back::state(&found, ticket, clock::now()))?;
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(found.tenant);
    let row = rows.conversation(found.link.conversation, None).await?.ok_or_else(dead)?;
    let assistant = rows.assistant(row.row.assistant).await?.ok_or_else(dead)?;
    let workspace = rows.name().await?;
    drop(conn);
    let (token, visitor) = match back::let_in(&app, found.tenant, ticket, assistant.id).await? {
        Entry::In { token, visitor } => (token, visitor.uuid()),
        Entry::Shut(state) => return Err(shut(state)),
        Entry::Gone => return Err(dead()),
    };
    let page = page(&app, &assistant, &row);
    Ok(Json(CameBack { token, visitor, site: assistant.site, workspace, page }))
}

/// Mails a fresh link to the address that had this one. The answer tells no more of the link than
/// a look at it does.
pub(crate) async fn again(
    State(app): State<App>,
    Peer(from): Peer,
    Body(asked): Body<BackToken>,
) -> Result<StatusCode, Failure> {
    if !app.throttle.mail_from(from, clock::now()) {
        return Err(Failure::too_fast());
    }
    let (_, found) = find(&app, &asked.token).await?;
    let Some(FoundLink { tenant, link, visitor }) = found else {
        return Ok(StatusCode::NO_CONTENT);
    };
    let done = if back::is_over(&link, &visitor) {
        Again::Over
    } else if may_mail(&app, tenant, &link).await? {
        back::mail_again(&app, tenant, &link).await?
    } else {
        Again::Mailed
    };
    match done {
        Again::Mailed => Ok(StatusCode::NO_CONTENT),
        Again::Over => Err(shut(BackState::SignedIn)),
        Again::TooMany => Err(Failure::too_fast()),
    }
}

async fn may_mail(app: &App, tenant: Tenant, link: &ReturnLink) -> Result<bool, Failure> {
    Ok(app.db.read().await?.of(tenant).sends_mail().await?
        && app.throttle.mail(&link.email, clock::now(), 1))
}

/// A signed link with whom it leads to; nothing where that is gone.
async fn find(app: &App, token: &str) -> Result<(Ticket, Option<FoundLink>), Failure> {
    let ticket = Ticket::read(&app.secrets, token).ok_or_else(dead)?;
    let found = back::find(app, ticket).await?;
    Ok((ticket, found))
}

fn is_fresh(state: BackState) -> Result<(), Failure> {
    if state == BackState::Fresh { Ok(()) } else { Err(shut(state)) }
}

/// Why a link lets nobody in, and where the way goes on.
fn shut(state: BackState) -> Failure {
    gone(match state {
        BackState::SignedIn => {
            "Whoever had this conversation has signed in since. Sign in on the site where you \
             began: it goes on there."
        }
        BackState::Expired => "This link has expired. Ask for a new one: it comes by mail.",
        BackState::Used | BackState::Fresh => {
            "This link was used in another browser. Ask for a new one: it comes by mail."
        }
    })
}

/// A link that was never ours and one whose conversation is gone look alike.
fn dead() -> Failure {
    gone(
        "This link does not work. Check that it was copied whole, or write anew on the page where \
         you began.",
    )
}

fn gone(detail: &str) -> Failure {
    Failure::new(StatusCode::GONE, ProblemCode::LinkSpent, detail)
}

/// The page that the visitor was on, where it is on a site of the assistant: an address that a
/// visitor made up must not become a link of ours.
fn page(app: &App, assistant: &Assistant, row: &ListRow) -> Option<String> {
    let page: Page = inbox::read_column(row.row.page.as_deref())?;
    let mut sites = assistant.allowed_sites.clone();
    sites.push(app.config.origin());
    sites.iter().any(|site| is_on(&page.url, site)).then_some(page.url)
}

fn is_on(url: &str, site: &str) -> bool {
    let site = site.trim_end_matches('/');
    url.strip_prefix(site).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_counts_on_its_own_site_only() {
        for good in ["https://shop.example", "https://shop.example/a?b", "https://shop.example#x"] {
            assert!(is_on(good, "https://shop.example"), "{good}");
        }
        for bad in [
            "https://shop.example.evil.example/",
            "https://shop.example:8443/",
            "https://shop.example@evil.example/",
            "http://shop.example/",
            "",
        ] {
            assert!(!is_on(bad, "https://shop.example"), "{bad}");
        }
    }
}
