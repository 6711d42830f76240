//! The log, the rows that follow from it, and the lists.

use domain::conversation::{Conversation, Event};
use domain::id::{ConversationId, TeammateId, VisitorId};
use domain::message::Audience;
use domain::rollout::Kind;
use store::{Appended, ConversationRow, Db, LogRow, Saved, ViewOf, Window};

use crate::fixtures::{append, conversation, id, said, workspace, write};

conforms!(
    one_writer_wins_a_place,
    a_command_is_stored_once,
    lists_come_in_order_and_in_windows,
    a_row_says_what_its_log_says,
);

async fn one_writer_wins_a_place(db: Db) {
    let tenant = workspace(&db).await;
    let thread = conversation(&db, tenant, id(), 1).await;
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let db = db.clone();
        racers.spawn(async move { append(&db, tenant, thread, vec![said(1, 0)]).await });
    }
    let outcomes = racers.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Appended::Yes).count(), 1);
    let mut conn = db.read().await.unwrap();
    let events = conn.of(tenant).events(thread, 0, Audience::Team, 100).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].words.as_deref(), Some("message 1"));
}

async fn a_command_is_stored_once(db: Db) {
    let tenant = workspace(&db).await;
    let thread = conversation(&db, tenant, id(), 1).await;
    let first = said(1, 0);
    let command = first.command.unwrap();
    assert_eq!(append(&db, tenant, thread, vec![first]).await, Appended::Yes);
    let again = LogRow { command: Some(command), ..said(2, 1) };
    assert_eq!(append(&db, tenant, thread, vec![again]).await, Appended::No);
    let mut conn = db.read().await.unwrap();
    assert!(conn.of(tenant).has_command(thread, command).await.unwrap());
    assert!(!conn.of(tenant).has_command(thread, id()).await.unwrap());
}

/// A conversation that is stored already, in another state.
fn changed(thread: ConversationId, visitor: VisitorId, state: Conversation, at: i64) -> Saved {
    let begun = ConversationRow::begun(thread, id(), (visitor, Kind::Live), 1);
    Saved { row: ConversationRow { state, changed_at: at, ..begun }, page: true, trail: true }
}

async fn lists_come_in_order_and_in_windows(db: Db) {
    let tenant = workspace(&db).await;
    let visitor = id();
    let mut threads = Vec::new();
    for at in 1..=5 {
        let thread = conversation(&db, tenant, visitor, at).await;
        append(&db, tenant, thread, vec![said(1, 0)]).await;
        let mut state = Conversation::default();
        state.apply(&Event::VisitorSaid { courtesy: false }, at);
        write(&db, move |tx| {
            let state = state.clone();
            Box::pin(async move {
                let saved = changed(thread, visitor, state, at * 10);
                tx.write_of(tenant).save_conversations(&[saved]).await
            })
        })
        .await;
        threads.push(thread);
    }
    threads.reverse();
    let mut conn = db.read().await.unwrap();
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let window = Window { view: ViewOf::All, cursor, limit: 2, reader: None, tag: None };
        let rows = conn.of(tenant).conversations(window).await.unwrap();
        let Some(last) = rows.last() else { break };
        cursor = Some((last.row.changed_at, last.row.id));
        seen.extend(rows.iter().map(|row| row.row.id));
    }
    assert_eq!(seen, threads);
    let window = Window { view: ViewOf::Queue, cursor: None, limit: 9, reader: None, tag: None };
    assert!(conn.of(tenant).conversations(window).await.unwrap().is_empty());
    let counts = conn.of(tenant).count_conversations(id()).await.unwrap();
    let all = store::Counted { owner: "nobody".into(), is_me: false, team: None, count: 5 };
    assert_eq!(counts, [all]);
}

async fn a_row_says_what_its_log_says(db: Db) {
    let tenant = workspace(&db).await;
    let teammate: TeammateId = id();
    let visitor = id();
    let thread = conversation(&db, tenant, visitor, 1).await;
    let events = [
        Event::VisitorSaid { courtesy: false },
        Event::TurnStarted { turn: 1 },
        Event::TakenOver { by: teammate, from: None },
        Event::Noted { by: teammate },
        Event::Replied { by: teammate, draft: None },
    ];
    let mut state = Conversation::default();
    let mut rows = Vec::new();
    for event in events {
        let visitor_prev = state.visitor_seq;
        state.apply(&event, 5);
        rows.push(LogRow {
            seq: state.seq,
            visitor_prev,
            at: 5,
            command: None,
            event,
            words: None,
            pictures: vec![],
        });
    }
    append(&db, tenant, thread, rows).await;
    let saved = state.clone();
    write(&db, move |tx| {
        let saved = saved.clone();
        Box::pin(async move {
            let mut saved = changed(thread, visitor, saved, 7);
            saved.row.page = Some("{}".into());
            tx.write_of(tenant).save_conversations(&[saved]).await?;
            let count = tx.write_of(tenant).seen_by_teammate(thread, teammate, 4).await?;
            assert_eq!(count, 1, "one message of the visitor lies before");
            tx.write_of(tenant).seen_by_visitor(thread, 3).await
        })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    let row = conn.of(tenant).conversation(thread, Some(teammate)).await.unwrap().unwrap();
    assert_eq!((row.seen_messages, row.row.visitor_seen, row.row.team_seen), (1, 3, 4));
    assert_eq!(row.row.page.as_deref(), Some("{}"));
    let mut replayed = Conversation::default();
    for event in conn.of(tenant).events(thread, 0, Audience::Team, 99).await.unwrap() {
        replayed.apply(&event.event, event.at);
    }
    assert_eq!(replayed, row.row.state);
    let visible = conn.of(tenant).events(thread, 0, Audience::Everyone, 99).await.unwrap();
    let chain: Vec<_> = visible.iter().map(|event| (event.visitor_prev, event.seq)).collect();
    assert_eq!(chain, [(0, 1), (1, 2), (2, 3), (3, 5)], "the note is passed over, not missed");
    let mine = Window {
        view: ViewOf::Teammate(teammate),
        cursor: None,
        limit: 9,
        reader: None,
        tag: None,
    };
    assert_eq!(conn.of(tenant).conversations(mine).await.unwrap().len(), 1);
    assert_eq!(conn.of(tenant).conversations_of(teammate).await.unwrap(), [thread]);
}
