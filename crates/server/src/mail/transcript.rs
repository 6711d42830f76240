//! A conversation as text, to keep: what the visitor could read, and nothing of what the team notes
//! or measures.

use std::borrow::Cow;

use domain::conversation::{Event, Millis};
use domain::id::ConversationId;
use domain::limits::EVENTS_PAGE_MAX;
use domain::message::Audience;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::{Conn, ListRow, LogRow, Tenant};

use crate::actions::{Ended, Filled, given};
use crate::app::App;
use crate::inbox;
use crate::people::{Names, ThreadReader};
use crate::protocol::{Given, Page};

/// Whose conversation, and where the visitor's clocks are.
struct Frame<'names> {
    workspace: String,
    assistant: String,
    visitor: String,
    zone: TimeZone,
    names: &'names Names,
}

/// Writes the transcript of a conversation.
pub(crate) async fn write(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    row: &ListRow,
) -> store::Result<String> {
    let names = app.names(conn, tenant).await?;
    let mut rows = conn.of(tenant);
    let assistants = rows.assistants().await?;
    let assistant = assistants.into_iter().find(|it| it.id == row.row.assistant);
    let page: Option<Page> = inbox::read_column(row.row.page.as_deref());
    let frame = Frame {
        workspace: rows.name().await?,
        assistant: assistant.map_or_else(|| "Assistant".to_owned(), |it| it.name),
        visitor: row.visitor_name.clone().unwrap_or_else(|| "Visitor".to_owned()),
        zone: page.and_then(|page| TimeZone::get(&page.time_zone).ok()).unwrap_or(TimeZone::UTC),
        names: &names,
    };
    let log = read(conn, tenant, row.row.id).await?;
    Ok(lay_out(&frame, &log))
}

async fn read(conn: &mut Conn, tenant: Tenant, id: ConversationId) -> store::Result<Vec<LogRow>> {
    let mut log: Vec<LogRow> = Vec::new();
    loop {
        let after = log.last().map_or(0, |row| row.seq);
        let more = conn.of(tenant).events(id, after, Audience::Everyone, EVENTS_PAGE_MAX).await?;
        let is_last = more.len() < EVENTS_PAGE_MAX;
        log.extend(more);
        if is_last {
            return Ok(log);
        }
    }
}

fn lay_out(frame: &Frame<'_>, log: &[LogRow]) -> String {
    let zone = frame.zone.iana_name().unwrap_or("UTC");
    let mut text = format!("Conversation with {} (times in {zone})\n", frame.workspace);
    // Sentences of one attempt at an answer are one message.
    let mut answering = None;
    let mut day = String::new();
    for row in log {
        let Some((who, words)) = spoken(frame, row) else {
            if let Some(line) = line(frame, &row.event) {
                answering = None;
                text.extend(["\n[", &line, "]\n"]);
            }
            continue;
        };
        let turn = match row.event {
            Event::SentenceReleased { turn, attempt, .. } => Some((turn, attempt)),
            _ => None,
        };
        if turn.is_some() && turn == answering {
            text.truncate(text.trim_end().len());
            text.push(' ');
        } else {
            let today = at(frame, row.at, "%-d %B %Y");
            if today != day {
                text.extend(["\n", &today, "\n"]);
                day = today;
            }
            text.extend(["\n", &at(frame, row.at, "%H:%M"), " ", &who, ":\n"]);
        }
        answering = turn;
        text.push_str(&words);
        text.push('\n');
    }
    text
}

/// Who said what, where the event is a message that everybody may read.
fn spoken<'row>(frame: &Frame<'_>, row: &'row LogRow) -> Option<(String, Cow<'row, str>)> {
    let words: Cow<'_, str> = match (&row.event, row.words.as_deref()?) {
        (Event::ActionEnded { said: true, .. }, words) => {
            Cow::Owned(inbox::read_column::<Ended>(Some(words))?.text)
        }
        (Event::FieldsGiven { .. }, words) => {
            let filled: Filled = inbox::read_column(Some(words))?;
            let line = |it: Given| format!("{}: {}", it.label, it.text);
            let lines = given(&filled, &[]).into_iter().map(line);
            Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
        }
        (_, "") if !row.pictures.is_empty() => "[Picture]".into(),
        (_, words) => words.into(),
    };
    let who = match &row.event {
        Event::VisitorSaid { .. } | Event::FieldsGiven { .. } => frame.visitor.clone(),
        Event::SentenceReleased { .. } | Event::ActionEnded { said: true, .. } => {
            format!("{} (AI assistant)", frame.assistant)
        }
        Event::Replied { by, .. } => frame.names.seen_by(ThreadReader::Visitor).person(*by).name,
        _ => return None,
    };
    Some((who, words))
}

/// What happened between the messages, where the visitor was told of it.
fn line(frame: &Frame<'_>, event: &Event) -> Option<String> {
    let name = |id| frame.names.seen_by(ThreadReader::Visitor).person(id).name;
    Some(match event {
        Event::HandedOff { .. } => "Passed to the team".to_owned(),
        Event::WaitCancelled => "Went on with the assistant".to_owned(),
        Event::TakenOver { by, .. } => format!("{} answers now", name(*by)),
        Event::Transferred { to, .. } | Event::Returned { to } => {
            format!("{} answers now", name(*to))
        }
        Event::HandedBack { .. } => "The assistant answers again".to_owned(),
        Event::Resolved { .. } => "Marked as solved".to_owned(),
        _ => return None,
    })
}

fn at(frame: &Frame<'_>, at: Millis, format: &str) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    at.to_zoned(frame.zone.clone()).strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use domain::access::Role;
    use domain::conversation::Reason;
    use domain::id::TeammateId;
    use store::Teammate;
    use uuid::Uuid;

    use super::*;
    use crate::people::Everybody;

    fn sam() -> TeammateId {
        Uuid::from_u128(7).into()
    }

    fn row(seq: i64, event: Event, words: Option<&str>) -> LogRow {
        let at = 1_790_000_000_000 + seq * 60_000;
        LogRow {
            seq,
            visitor_prev: 0,
            at,
            command: None,
            event,
            words: words.map(str::to_owned),
            pictures: vec![],
        }
    }

    fn sentence(seq: i64, attempt: u32, index: u32, words: &str) -> LogRow {
        let event = Event::SentenceReleased { turn: 1, attempt, index, citations: vec![] };
        row(seq, event, Some(words))
    }

    #[test]
    fn a_conversation_reads_as_its_visitor_saw_it() {
        let teammate = Teammate {
            id: sam(),
            name: "Sam".into(),
            email: "sam@shop.example".into(),
            role: Role::Agent,
            active: true,
            away: false,
            second_factor: false,
            picture: None,
        };
        let names: Names = Everybody::of([teammate]);
        let frame = Frame {
            workspace: "Fern & Thimble".into(),
            assistant: "Wren".into(),
            visitor: "Maya".into(),
            zone: TimeZone::UTC,
            names: &names,
        };
        let handed_off = Event::HandedOff {
            reason: Reason::Asked { matched: String::new() },
            rule: None,
            team: None,
            helps: false,
        };
        let log = [
            row(1, Event::VisitorSaid { courtesy: false }, Some("Where is it?")),
            row(2, Event::TurnStarted { turn: 1 }, None),
            sentence(3, 1, 0, "It ships"),
            row(4, Event::TurnRetried { turn: 1, attempt: 2 }, None),
            sentence(5, 2, 0, "It ships on Monday."),
            sentence(6, 2, 1, "You get a mail then."),
            row(7, handed_off, Some("a real person")),
            row(8, Event::TakenOver { by: sam(), from: None }, None),
            row(9, Event::Replied { by: sam(), draft: None }, Some("Hello Maya.\nI look.")),
            row(2_000, Event::Resolved { by: sam() }, None),
            row(2_001, Event::VisitorSaid { courtesy: true }, Some("Thanks")),
        ];
        insta::assert_snapshot!(lay_out(&frame, &log));
    }
}
