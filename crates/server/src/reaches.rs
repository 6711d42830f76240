//! For whom sources are and when they hold: set by a teammate, asked for before every search.

use std::collections::BTreeSet;

use domain::conversation::Millis;
use domain::id::SourceId;
use domain::reach::{Reach, Readers};
use store::{Conn, Tenant};

use crate::app::App;
use crate::http::Failure;
use crate::identity::Identity;
use crate::protocol::ToTeammate;

/// No calendar of a page goes further.
const YEAR_10_000: Millis = 253_402_300_800_000;

/// A visitor as a reader. Only the site's own word makes one verified: an address that a mail
/// confirmed says who reads that mail, not that the site knows them.
pub(crate) fn visitor(identity: Option<&str>) -> Readers {
    let is_known = Identity::of(identity).subject.is_some();
    if is_known { Readers::Verified } else { Readers::Everyone }
}

/// The sources that do not reach a reader now.
pub(crate) async fn hidden(
    conn: &mut Conn,
    tenant: Tenant,
    reader: Readers,
    now: Millis,
) -> store::Result<BTreeSet<SourceId>> {
    let reaches = conn.of(tenant).reaches_of_passages().await?;
    let hidden = reaches.into_iter().filter(|(_, reach)| !reach.admits(reader, now));
    Ok(hidden.map(|(source, _)| source).collect())
}

/// Says for whom a source or a website is, and when it holds.
pub(crate) async fn set(
    app: &App,
    tenant: Tenant,
    source: SourceId,
    reach: Reach,
) -> Result<(), Failure> {
    let is_far = |at: Option<Millis>| at.is_some_and(|at| !(0..YEAR_10_000).contains(&at));
    for (field, at) in [("from", reach.from), ("until", reach.until)] {
        if is_far(at) {
            let why = "Give the moment in milliseconds since 1970, before the year 10000.";
            return Err(Failure::field(field, why));
        }
    }
    if !reach.is_possible() {
        return Err(Failure::field("until", "It has to end after it begins."));
    }
    let set = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            Box::pin(async move { tx.write_of(tenant).set_reach(source, reach).await })
        })
        .await?;
    if !set {
        return Err(Failure::not_found());
    }
    app.tell_team(tenant, &ToTeammate::Reaches);
    Ok(())
}
