//! A letter as a message of the mail format. Names and subjects are encoded by the library, so
//! that none of them can begin a header of its own.

use std::time::{Duration, SystemTime};

use domain::conversation::Millis;
use domain::id::MailId;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use super::letter::Written;
use super::verdict::{Failed, Why};

/// In whose name mail is sent.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) reply_to: Option<String>,
}

/// Puts a message together. The same mail has the same id and date at each try, so that a repeat
/// can be recognised.
pub(crate) fn write(
    sender: &Sender,
    to: &str,
    id: MailId,
    at: Millis,
    written: Written,
) -> Result<Message, Failed> {
    let from = address(&sender.address, Why::SenderRefused)?;
    let host = from.domain().to_owned();
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis(at.unsigned_abs());
    let mut builder = Message::builder()
        .from(Mailbox::new(Some(one_line(&sender.name)).filter(|name| !name.is_empty()), from))
        .to(Mailbox::new(None, address(to, Why::RecipientRefused)?))
        .subject(one_line(&written.subject))
        .message_id(Some(format!("<{id}@{host}>")))
        .date(at);
    if let Some(reply_to) = &sender.reply_to {
        let reply_to = address(reply_to, Why::SenderRefused)?;
        builder = builder.reply_to(Mailbox::new(None, reply_to));
    }
    // Tells programs not to answer, so that two of them never begin to write to each other.
    for (name, value) in [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All")]
    {
        let name = HeaderName::new_from_ascii_str(name);
        builder = builder.raw_header(HeaderValue::new(name, value.to_owned()));
    }
    let parts = MultiPart::alternative_plain_html(written.plain, written.html);
    builder.multipart(parts).map_err(|error| Failed::new(Why::Unwritable, Some(error.to_string())))
}

fn address(text: &str, why: Why) -> Result<Address, Failed> {
    text.parse().map_err(|error: lettre::address::AddressError| {
        Failed::new(why, Some(error.to_string())).for_good()
    })
}

/// The library encodes line ends; nobody needs them here in the first place.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIL: &str = "Sam\r\nBcc: everybody@evil.example\r\n\r\n<b>Hello</b>\u{0}";

    fn sender(name: &str) -> Sender {
        Sender { name: name.into(), address: "chat@shop.example".into(), reply_to: None }
    }

    fn letter(subject: &str) -> Written {
        Written { subject: subject.into(), plain: "Hello".into(), html: "<p>Hello</p>".into() }
    }

    fn id() -> MailId {
        uuid::Uuid::from_u128(7).into()
    }

    #[test]
    fn a_name_or_subject_begins_no_header() {
        let message = write(&sender(EVIL), "maya@home.example", id(), 0, letter(EVIL)).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "From",
                "To",
                "Subject",
                "Message-ID",
                "Date",
                "Auto-Submitted",
                "X-Auto-Response-Suppress",
                "MIME-Version",
                "Content-Type",
            ]
        );
        assert_eq!(message.envelope().to().len(), 1);
    }

    #[test]
    fn an_address_with_a_line_end_is_refused_before_anything_is_sent() {
        for evil in ["a@b.example\r\nRCPT TO:<c@d.example>", "a@b.example>", "a b@c.example", "a"] {
            let failed = write(&sender("Sam"), evil, id(), 0, letter("Hello")).unwrap_err();
            assert_eq!((failed.why, failed.is_final), (Why::RecipientRefused, true), "{evil}");
        }
    }

    #[test]
    fn a_repeat_bears_the_same_id_and_date() {
        let text = |at| {
            let message = write(&sender("Zoë"), "maya@home.example", id(), at, letter("Grüße"));
            String::from_utf8(message.unwrap().formatted()).unwrap()
        };
        for line in [
            "Message-ID: <00000000-0000-0000-0000-000000000007@shop.example>",
            "Date: Tue, 14 Nov 2023 22:13:20 +0000",
        ] {
            assert!(text(1_700_000_000_000).contains(line), "{}", text(1_700_000_000_000));
        }
        assert!(text(0).is_ascii(), "so that every server takes it");
    }
}
