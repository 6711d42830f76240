//! The owner's escalation rules as stored, and what a turn goes by.

use std::collections::BTreeSet;

use assistant::ruling::{History, Ruling};
use domain::condition::{Facts, Known, Value};
use domain::id::{ActionId, AssistantId};
use domain::rule::Rule;
use store::{Conn, ConversationRow, Tenant};

use crate::app::App;
use crate::clock;
use crate::hours;

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

pub(crate) fn from_the_start() -> Vec<Rule> {
    serde_json::from_str(FROM_THE_START).expect("the rules in the binary are whole")
}

/// What a turn of a conversation goes by, with what is known around it and what was before.
pub(crate) async fn ruling(
    app: &App,
    conn: &mut Conn,
    tenant: Tenant,
    (row, mut standing, past): (&ConversationRow, Facts, (History, BTreeSet<ActionId>)),
) -> store::Result<Ruling> {
    let (rules, _) = of(conn, tenant, row.assistant).await?;
    let office = hours::open_now(app, conn, tenant, clock::now()).await?;
    standing.insert("office_open".to_owned(), Known::Is(Value::Flag(office.open)));
    let (history, begun) = past;
    Ok(Ruling { rules, standing, history, before: row.state.ruled.clone(), begun })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rules_from_the_start_are_sound() {
        let rules = super::from_the_start();
        assert_eq!(domain::rule::faults(&rules), []);
        assert!(rules.len() >= 4);
    }
}
