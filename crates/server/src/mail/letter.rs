//! The letters, and all their words. A letter is stored as what it says, not as text: it is written
//! when it is sent.

use domain::access::Role;
use domain::conversation::Millis;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::layout::Part::{self, Button, Log, Quote, Small, Text};
use super::layout::{self, Sheet};

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub(crate) enum Letter {
    /// Somebody may join the team.
    Invitation { by: String, role: Role, link: String, ends_at: Millis },
    /// A teammate chooses a new password.
    PasswordReset { name: String, link: String, ends_at: Millis },
    /// Whether mail works at all.
    Test { by: String },
    /// A visitor was answered while they were away. Without a link it goes on on the site alone.
    Reply { replies: Vec<Said>, link: Option<String>, ends_at: Millis },
    /// A fresh link in place of one that was used or has expired.
    Return { link: String, ends_at: Millis },
    /// A code that proves an address.
    Code { code: String, ends_at: Millis },
    /// A conversation to keep.
    Transcript { by_team: bool, text: String },
}

/// A reply, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A letter as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) subject: String,
    pub(crate) plain: String,
    pub(crate) html: String,
}

impl Letter {
    /// The word by which the outbox knows it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Invitation { .. } => "invitation",
            Self::PasswordReset { .. } => "password_reset",
            Self::Test { .. } => "test",
            Self::Reply { .. } => "reply",
            Self::Return { .. } => "return_link",
            Self::Code { .. } => "code",
            Self::Transcript { .. } => "transcript",
        }
    }

    /// When the link in it ends: after that it is not worth sending.
    pub(crate) fn ends_at(&self) -> Option<Millis> {
        match self {
            Self::Invitation { ends_at, .. }
            | Self::PasswordReset { ends_at, .. }
            | Self::Reply { ends_at, .. }
            | Self::Return { ends_at, .. }
            | Self::Code { ends_at, .. } => Some(*ends_at),
            Self::Test { .. } | Self::Transcript { .. } => None,
        }
    }

    /// Writes it in the name of a workspace.
    pub(crate) fn write(&self, workspace: &str) -> Written {
        let (subject, parts) = self.parts(workspace);
        let sheet = Sheet { workspace, subject: &subject, parts: &parts, foot: &self.foot() };
        Written { plain: layout::plain(&sheet), html: layout::html(&sheet), subject }
    }

    fn parts(&self, workspace: &str) -> (String, Vec<Part>) {
        match self {
            Self::Invitation { by, role, link, ends_at } => (
                format!("Join {workspace} on Baton"),
                vec![
                    Text(format!(
                        "{by} invites you to answer visitors of {workspace} together, as {}.",
                        role_words(*role)
                    )),
                    Button("Join the team".to_owned(), link.clone()),
                    Small(format!("The link works once, until {}.", moment(*ends_at))),
                ],
            ),
            Self::PasswordReset { name, link, ends_at } => (
                format!("Choose a new password for {workspace}"),
                vec![
                    Text(format!(
                        "Hello {name}. Somebody asked for a new password to your account."
                    )),
                    Button("Choose a new password".to_owned(), link.clone()),
                    Small(format!(
                        "The link works once, until {}. It ends your other sessions. If it was \
                         not you who asked, ignore this mail: nothing changes.",
                        moment(*ends_at)
                    )),
                ],
            ),
            Self::Test { by } => (
                format!("A test mail from {workspace}"),
                vec![
                    Text("This mail has arrived, so mail works.".to_owned()),
                    Small(format!("{by} sent it from the mail settings of {workspace}.")),
                ],
            ),
            Self::Reply { replies, link, ends_at } => {
                reply(workspace, replies, link.as_deref(), *ends_at)
            }
            Self::Return { link, ends_at } => (
                format!("Your link to the conversation with {workspace}"),
                vec![
                    Text("Here is the fresh link that you asked for.".to_owned()),
                    Button("Open the conversation".to_owned(), link.clone()),
                    Small(link_rules(*ends_at)),
                ],
            ),
            Self::Code { code, ends_at } => (
                format!("{code} is your code for {workspace}"),
                vec![
                    Text(format!("Type this code into the chat of {workspace}:")),
                    Text(code.clone()),
                    Small(format!(
                        "It works once, until {}. Tell it to nobody. If you did not ask for it, \
                         ignore this mail.",
                        moment(*ends_at)
                    )),
                ],
            ),
            Self::Transcript { by_team, text } => (
                format!("Your conversation with {workspace}"),
                vec![
                    Text(if *by_team {
                        format!("{workspace} sends you your conversation, to keep.")
                    } else {
                        "Here is the conversation that you asked for.".to_owned()
                    }),
                    Log(text.clone()),
                ],
            ),
        }
    }

    fn foot(&self) -> String {
        let why = match self {
            Self::Invitation { .. } => "You get this mail because a teammate typed this address.",
            Self::PasswordReset { .. } => "You get this mail because the account is yours.",
            Self::Test { .. } => "You get this mail because a teammate tried the mail settings.",
            Self::Reply { .. } | Self::Return { .. } => {
                "You get this mail because this address was left in the chat."
            }
            Self::Code { .. } | Self::Transcript { .. } => {
                "You get this mail because this address was given in the chat. If that was not \
                 you, you can ignore it."
            }
        };
        why.to_owned()
    }
}

fn reply(
    workspace: &str,
    replies: &[Said],
    link: Option<&str>,
    ends_at: Millis,
) -> (String, Vec<Part>) {
    let first = replies.first().map_or("The team", |said| said.name.as_str());
    let all_theirs = replies.iter().all(|said| said.name == first);
    let who = if all_theirs { first } else { "The team" };
    let said = replies.iter().map(|said| Quote(said.name.clone(), said.text.clone()));
    let mut parts = vec![Text(format!("{who} of {workspace} has answered you:"))];
    parts.extend(said);
    if let Some(link) = link {
        parts.push(Button("Open the conversation".to_owned(), link.to_owned()));
        parts.push(Small(format!("You can go on writing there. {}", link_rules(ends_at))));
    } else {
        parts.push(Text("To go on, sign in on the site where you wrote.".to_owned()));
    }
    (format!("{who} of {workspace} replied"), parts)
}

fn link_rules(ends_at: Millis) -> String {
    format!(
        "The link opens the conversation in one browser and works until {}. Do not pass it on: \
         whoever opens it reads your conversation.",
        moment(ends_at)
    )
}

fn role_words(role: Role) -> &'static str {
    match role {
        Role::Agent => "an agent",
        Role::Admin => "an admin",
        Role::Owner => "an owner",
    }
}

/// A moment for somebody whose clock is not known.
fn moment(at: Millis) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Letter> {
        let link = "https://chat.shop.example/link#TOKEN".to_owned();
        let back = "https://chat.shop.example/back#TOKEN".to_owned();
        let ends_at = 1_790_000_000_000;
        let said = |name: &str, text: &str| Said { name: name.into(), text: text.into() };
        vec![
            Letter::Invitation {
                by: "Olga".into(),
                role: Role::Agent,
                link: link.clone(),
                ends_at,
            },
            Letter::PasswordReset { name: "Sam".into(), link, ends_at },
            Letter::Test { by: "Olga".into() },
            Letter::Reply {
                replies: vec![
                    said("Sam", "It ships on Monday.\nShall I hold it?"),
                    said("Kim", "<b>Hello</b> & \"welcome\""),
                    said("Sam", "\u{645}\u{631}\u{62d}\u{628}\u{627}"),
                ],
                link: Some(back.clone()),
                ends_at,
            },
            Letter::Return { link: back, ends_at },
            Letter::Code { code: "042317".into(), ends_at },
            Letter::Transcript { by_team: false, text: "10:00 You\nWhere is it?".into() },
        ]
    }

    #[test]
    fn letters_read_as_they_were_approved() {
        for letter in all() {
            let written = letter.write("Fern & Thimble");
            let text = format!(
                "Subject: {}\n\n{}\n----\n{}",
                written.subject, written.plain, written.html
            );
            insta::assert_snapshot!(letter.kind(), text);
        }
    }

    #[test]
    fn a_reply_without_a_link_leads_to_the_site() {
        let replies = vec![Said { name: "Sam".into(), text: "On Monday.".into() }];
        let written = Letter::Reply { replies, link: None, ends_at: 0 }.write("Fern & Thimble");
        assert!(written.plain.contains("> On Monday."), "{}", written.plain);
        assert!(written.plain.contains("sign in on the site"), "{}", written.plain);
        assert!(!written.html.contains("href"), "{}", written.html);
    }

    #[test]
    fn a_letter_is_stored_and_read_back() {
        for letter in all() {
            let text = serde_json::to_string(&letter).unwrap();
            assert_eq!(serde_json::from_str::<Letter>(&text).unwrap(), letter);
        }
    }

    #[test]
    fn nothing_that_people_wrote_becomes_markup_and_nothing_is_fetched() {
        let evil = "<img src=https://evil.example/x.gif onerror=alert(1)>";
        let said = Said { name: evil.into(), text: evil.into() };
        let letters = [
            Letter::Reply {
                replies: vec![said],
                link: Some("https://a/#\"><script>".into()),
                ends_at: 0,
            },
            Letter::Transcript { by_team: true, text: evil.into() },
            Letter::PasswordReset { name: evil.into(), link: "https://a/".into(), ends_at: 0 },
        ];
        for letter in letters {
            let html = letter.write(evil).html;
            for forbidden in ["<img", "<script", "src=\"", "url("] {
                assert!(!html.contains(forbidden), "{forbidden}: {html}");
            }
        }
    }
}
