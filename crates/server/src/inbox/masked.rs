//! Card numbers and secrets leave a text before it is written: what was never stored is in no mail,
//! no log, no prompt and no backup.

use std::borrow::Cow;

use domain::access::Actor;
use domain::mask;

use super::{Request, details};
use crate::protocol::{Details, Page};

/// The request without what nobody should keep. A teammate may send somebody a password on purpose,
/// and nobody a card number.
pub(super) fn masked(mut request: Request) -> Request {
    let clean: fn(&str) -> Cow<'_, str> = match request.actor {
        Actor::Visitor(_) => mask::masked,
        Actor::Teammate(..) => mask::cards_masked,
        // What it reads in a visitor's words is a visitor's.
        Actor::Assistant(_) if request.filled.is_some() => mask::masked,
        Actor::Anyone | Actor::Assistant(_) | Actor::System => return request,
    };
    request.page = request.page.map(page);
    request.details = request.details.map(|told| Details {
        name: told.name.map(|text| clean(&text).into_owned()),
        note: told.note.map(|text| clean(&text).into_owned()),
        ..told
    });
    if let Some(filled) = &mut request.filled {
        filled.mask(clean);
    }
    request.words = match (&request.details, &request.filled) {
        (Some(told), _) => Some(details::to_json(told)),
        (None, Some(filled)) => Some(details::to_json(filled)),
        (None, None) => request.words.map(|text| clean(&text).into_owned()),
    };
    request
}

/// A page without them: addresses carry tokens, and forms put what was typed into them.
pub(super) fn page(page: Page) -> Page {
    let clean = |text: String| mask::masked(&text).into_owned();
    Page {
        url: clean(page.url),
        title: clean(page.title),
        referrer: clean(page.referrer),
        attributes: page.attributes.into_iter().map(|(key, text)| (key, clean(text))).collect(),
        ..page
    }
}
