//! The owner's escalation rules as stored, and what a turn goes by.

use assistant::ruling::Ruling;
use domain::condition::{Known, Value};
use domain::conversation::Owner;
use domain::id::AssistantId;
use domain::rule::Rule;
use store::{Conn, ConversationRow, Tenant};

use crate::app::App;
use crate::{clock, hours, tags};

/// What an assistant goes by until its owner saves a list.
const FROM_THE_START: &str = include_str!("../rules.json");

/// The rules of an assistant, and the revision of the list; 0 for those it has from the start.
pub(crate) async fn of(
    conn: &mut Conn,
    tenant: Tenant,
    of: AssistantId,
) -> store::Result<(Vec<Rule>, i64)> {
    let Some(list) = conn.of(tenant).rule_list(of).await? else {
        return Ok((from_the_start(), 0));
    };
    let rules = serde_json::from_str(&list.rules).unwrap_or_else(|error| {
        tracing::error!(%error, assistant = %of, "stored rules cannot be read: save them anew");
        Vec::new()
    });
    Ok((rules, list.revision))
}

/// The list of a revision; none where it is not known.
pub(crate) async fn at(
    conn: &mut Conn,
    tenant: Tenant,
    of: AssistantId,
    revision: i64,
) -> store::Result<Option<Vec<Rule>>> {
    if revision == 0 {
        return Ok(Some(from_the_start()));
    }
    let stored = conn.of(tenant).rule_list_at(of, revision).await?;
    Ok(stored.and_then(|rules| serde_json::from_str(&rules).ok()))
}

pub(crate) fn from_the_start() -> Vec<Rule> {
    serde_json::from_str(FROM_THE_START).expect("the rules in the binary are whole")
}

/// Adds to what a turn goes by: the rules, what the tagger finds in what is asked, the clock on the
/// wall and office hours.
pub(crate) async fn complete(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    row: &ConversationRow,
    (question, ruling): (&str, &mut Ruling),
) -> store::Result<()> {
    ruling.meant = tags::meant(app, conn, tenant, &row.state, question).await?;
    let tags = row.state.tags.iter().chain(&ruling.meant).cloned().collect();
    let now = clock::now();
    let open = hours::open_now(app, conn, tenant, now).await?.open;
    let wall = hours::on_the_wall(app, conn, tenant, now).await?;
    let weekday = WEEKDAYS[usize::from(wall.weekday().to_monday_zero_offset().unsigned_abs())];
    ruling.standing.extend([
        ("tags".to_owned(), Known::Is(Value::List(tags))),
        ("office_open".to_owned(), Known::Is(Value::Flag(open))),
        ("hour".to_owned(), Known::Is(Value::Number(wall.hour().into()))),
        ("weekday".to_owned(), Known::Is(Value::Text(weekday.to_owned()))),
    ]);
    (ruling.rules, ruling.revision) = of(conn, tenant, row.assistant).await?;
    ruling.before.clone_from(&row.state.ruled);
    ruling.waits = matches!(row.state.owner, Owner::Queue { .. });
    Ok(())
}

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[cfg(test)]
mod tests {
    #[test]
    fn the_rules_from_the_start_are_sound() {
        let rules = super::from_the_start();
        assert_eq!(domain::rule::faults(&rules), []);
        assert!(rules.len() >= 4);
    }
}
