//! One suite, both databases. Without a PostgreSQL server it fails, it does not skip: say where one
//! is in `BATON_TEST_POSTGRES` (`scripts/with-postgres` starts one).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::access::Role;
use domain::conversation::{Conversation, Event};
use domain::id::{AssistantId, ConversationId, TeammateId, VisitorId};
use domain::message::{Audience, Citation};
use store::{
    Appended, Assistant, Change, Db, LogRow, NewAssistant, NewJob, NewSource, NewTeammate,
    PassageRow, Reading, StoreError, Tenant, Tx, ViewOf, Where, Window,
};
use uuid::Uuid;

/// Ids of a test, in order and never twice.
static NEXT: AtomicU64 = AtomicU64::new(1);

fn id<T: From<Uuid>>() -> T {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    Uuid::from_u128(u128::from(number) << 64 | 0x7000_8000_0000_0000).into()
}

/// A database of a test's own. The folder goes with the test.
struct Fresh {
    db: Db,
    _folder: tempfile::TempDir,
}

async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Where::File(folder.path().join("test.db"))).await.unwrap();
    Fresh { db, _folder: folder }
}

async fn postgres(name: &str) -> Fresh {
    let server = std::env::var("BATON_TEST_POSTGRES").expect(
        "a PostgreSQL server in BATON_TEST_POSTGRES: run the tests by scripts/with-postgres",
    );
    let name = format!("conformance_{name}");
    let admin = sqlx::PgPool::connect(&server).await.unwrap();
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&admin).await.unwrap();
    }
    let address = match server.split_once('?') {
        Some((before, options)) => format!("{}/{name}?{options}", base(before)),
        None => format!("{}/{name}", base(&server)),
    };
    let db = Db::open(&Where::Server(address)).await.unwrap();
    Fresh { db, _folder: tempfile::tempdir().unwrap() }
}

/// The address without the name of its database.
fn base(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    address[host..].find('/').map_or(address, |slash| &address[..host + slash])
}

/// Runs a body once per database.
macro_rules! conforms {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(super::sqlite().await.db).await; })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { super::$name(super::postgres(stringify!($name)).await.db).await; })*
        }
    };
}

conforms!(
    one_writer_wins_a_place,
    a_command_is_stored_once,
    a_failed_write_leaves_nothing_and_its_neighbours_stand,
    a_panic_does_not_end_the_writer,
    lists_come_in_order_and_in_windows,
    a_row_says_what_its_log_says,
    each_job_is_claimed_once_and_fenced,
    an_expired_lease_is_claimed_again,
    a_workspace_does_not_see_another,
    a_later_reading_replaces_the_earlier_whole,
    a_removed_source_cannot_be_cited,
    a_link_is_used_once,
    what_is_closed_is_all_there_when_opened_again,
);

async fn write<T: Send + 'static>(
    db: &Db,
    work: impl for<'tx> Fn(&'tx mut Tx) -> futures_util::future::BoxFuture<'tx, Result<T, StoreError>>
    + Send
    + Sync
    + 'static,
) -> T {
    db.write(work).await.unwrap()
}

async fn workspace(db: &Db) -> Tenant {
    let workspace = id();
    write(db, move |tx| {
        Box::pin(async move { tx.write_system().insert_workspace(workspace, "A shop", 1).await })
    })
    .await
}

async fn assistant(db: &Db, tenant: Tenant) -> AssistantId {
    let assistant: AssistantId = id();
    write(db, move |tx| {
        Box::pin(async move {
            let new = NewAssistant {
                assistant: Assistant {
                    id: assistant,
                    site: assistant.to_string(),
                    name: "Wren".into(),
                    greeting: "Hello".into(),
                    suggestions: vec!["A?".into()],
                    allowed_sites: vec![],
                    generation: 0,
                },
                at: 1,
            };
            tx.write_of(tenant).insert_assistant(&new).await
        })
    })
    .await;
    assistant
}

async fn conversation(db: &Db, tenant: Tenant, visitor: VisitorId, at: i64) -> ConversationId {
    let conversation = id();
    write(db, move |tx| {
        Box::pin(async move {
            let stored =
                tx.write_of(tenant).insert_conversation(conversation, id(), visitor, at).await?;
            assert!(stored);
            let again =
                tx.write_of(tenant).insert_conversation(conversation, id(), visitor, at).await?;
            assert!(!again, "an id begins one conversation");
            Ok(())
        })
    })
    .await;
    conversation
}

fn said(seq: i64, prev: i64) -> LogRow {
    LogRow {
        seq,
        visitor_prev: prev,
        at: 10 + seq,
        command: Some(id()),
        event: Event::VisitorSaid { courtesy: false },
        words: Some(format!("message {seq}")),
    }
}

async fn append(db: &Db, tenant: Tenant, thread: ConversationId, rows: Vec<LogRow>) -> Appended {
    let rows = Arc::new(rows);
    write(db, move |tx| {
        let rows = Arc::clone(&rows);
        Box::pin(async move { tx.write_of(tenant).append(thread, &rows).await })
    })
    .await
}

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

async fn a_failed_write_leaves_nothing_and_its_neighbours_stand(db: Db) {
    let tenant = workspace(&db).await;
    let thread = conversation(&db, tenant, id(), 1).await;
    let mut writers = tokio::task::JoinSet::new();
    for seq in 1..=30_i64 {
        let db = db.clone();
        writers.spawn(async move {
            let outcome: Result<(), StoreError> = db
                .write(move |tx| {
                    Box::pin(async move {
                        tx.write_of(tenant).append(thread, &[said(seq, 0)]).await?;
                        if seq % 3 == 0 { Err(StoreError::Busy) } else { Ok(()) }
                    })
                })
                .await;
            (seq, outcome.is_ok())
        });
    }
    for (seq, stood) in writers.join_all().await {
        assert_eq!(stood, seq % 3 != 0);
    }
    let mut conn = db.read().await.unwrap();
    let events = conn.of(tenant).events(thread, 0, Audience::Team, 100).await.unwrap();
    let expected: Vec<i64> = (1..=30).filter(|seq| seq % 3 != 0).collect();
    assert_eq!(events.iter().map(|event| event.seq).collect::<Vec<_>>(), expected);
}

async fn a_panic_does_not_end_the_writer(db: Db) {
    let tenant = workspace(&db).await;
    let outcome: Result<(), StoreError> = db
        .write(move |tx| {
            Box::pin(async move {
                tx.write_of(tenant).insert_conversation(id(), id(), id(), 1).await?;
                panic!("a bug in one piece of work")
            })
        })
        .await;
    assert!(outcome.is_err());
    conversation(&db, tenant, id(), 2).await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(tenant).changed_since(0, 10).await.unwrap().len(), 1);
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
                let change = Change::default();
                tx.write_of(tenant).save_conversation(thread, &state, &change, at * 10).await
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
        let window = Window { view: ViewOf::All, cursor, limit: 2, reader: None };
        let rows = conn.of(tenant).conversations(window).await.unwrap();
        let Some(last) = rows.last() else { break };
        cursor = Some((last.row.changed_at, last.row.id));
        seen.extend(rows.iter().map(|row| row.row.id));
    }
    assert_eq!(seen, threads);
    let window = Window { view: ViewOf::Queue, cursor: None, limit: 9, reader: None };
    assert!(conn.of(tenant).conversations(window).await.unwrap().is_empty());
    let counts = conn.of(tenant).count_conversations(id()).await.unwrap();
    assert_eq!(counts, [("nobody".to_owned(), false, 5)]);
}

async fn a_row_says_what_its_log_says(db: Db) {
    let tenant = workspace(&db).await;
    let teammate: TeammateId = id();
    let thread = conversation(&db, tenant, id(), 1).await;
    let events = [
        Event::VisitorSaid { courtesy: false },
        Event::TurnStarted { turn: 1 },
        Event::TakenOver { by: teammate, from: None },
        Event::Noted { by: teammate },
        Event::Replied { by: teammate },
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
        });
    }
    append(&db, tenant, thread, rows).await;
    let saved = state.clone();
    write(&db, move |tx| {
        let saved = saved.clone();
        Box::pin(async move {
            let change = Change { page: Some("{}".into()), ..Change::default() };
            tx.write_of(tenant).save_conversation(thread, &saved, &change, 7).await?;
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
    let mine = Window { view: ViewOf::Teammate(teammate), cursor: None, limit: 9, reader: None };
    assert_eq!(conn.of(tenant).conversations(mine).await.unwrap().len(), 1);
    assert_eq!(conn.of(tenant).conversations_of(teammate).await.unwrap(), [thread]);
}

async fn store_job(db: &Db, tenant: Tenant, dedupe: String, run_at: i64) {
    write(db, move |tx| {
        let job =
            NewJob { id: id(), dedupe: dedupe.clone(), body: "{}".into(), run_at, claim: None };
        Box::pin(async move { tx.write_of(tenant).insert_job(&job).await })
    })
    .await;
}

async fn claim(db: &Db, now: i64, until: i64) -> Option<store::Claimed> {
    write(db, move |tx| {
        Box::pin(async move { tx.write_system().claim_job(now, until, id()).await })
    })
    .await
}

async fn each_job_is_claimed_once_and_fenced(db: Db) {
    let tenant = workspace(&db).await;
    for number in 0..40 {
        store_job(&db, tenant, format!("work {number}"), 5).await;
        store_job(&db, tenant, format!("work {number}"), 5).await;
    }
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let db = db.clone();
        workers.spawn(async move {
            let mut mine = Vec::new();
            // A claim that finds its row taken comes back empty: three in a row say that all are.
            let mut empty = 0;
            while empty < 3 {
                match claim(&db, 10, 99).await {
                    Some(job) => {
                        assert_eq!((job.attempt, job.run_at), (1, 99));
                        mine.push(job);
                    }
                    None => empty += 1,
                }
            }
            mine
        });
    }
    let jobs: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    let mut ids: Vec<_> = jobs.iter().map(|job| job.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((jobs.len(), ids.len()), (40, 40));
    let job = jobs[0].clone();
    let (fenced, done) = write(&db, move |tx| {
        let (id_, claim) = (job.id, job.claim);
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            Ok((rows.finish_job(id_, id()).await?, rows.finish_job(id_, claim).await?))
        })
    })
    .await;
    assert!(!fenced, "another claim does not end the job");
    assert!(done);
}

async fn an_expired_lease_is_claimed_again(db: Db) {
    let tenant = workspace(&db).await;
    store_job(&db, tenant, "work".into(), 5).await;
    let first = claim(&db, 10, 20).await.unwrap();
    assert!(claim(&db, 19, 30).await.is_none());
    let second = claim(&db, 20, 30).await.unwrap();
    assert_eq!((second.id, second.attempt), (first.id, 2));
    let renewed = write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).renew_job(first.id, first.claim, 99).await })
    })
    .await;
    assert!(!renewed, "whoever lost the lease cannot renew it");
    write(&db, |tx| Box::pin(async move { tx.write_system().release_claims(21).await })).await;
    assert_eq!(claim(&db, 21, 40).await.unwrap().attempt, 3);
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.system().next_job_at().await.unwrap(), Some(40));
}

async fn a_workspace_does_not_see_another(db: Db) {
    let (mine, theirs) = (workspace(&db).await, workspace(&db).await);
    let visitor = id();
    let thread = conversation(&db, mine, visitor, 1).await;
    append(&db, mine, thread, vec![said(1, 0)]).await;
    let source = learnt(&db, mine, "returns.md", b"x").await;
    let known_to = assistant(&db, mine).await;
    let mut conn = db.read().await.unwrap();
    let mut other = conn.of(theirs);
    assert!(other.conversation(thread, None).await.unwrap().is_none());
    assert!(other.events(thread, 0, Audience::Team, 9).await.unwrap().is_empty());
    assert!(other.visitor(visitor).await.unwrap().is_none());
    assert!(other.source(source).await.unwrap().is_none());
    assert!(other.source_content(source).await.unwrap().is_empty());
    assert!(other.assistant(known_to).await.unwrap().is_none());
    assert!(other.changed_since(0, 9).await.unwrap().is_empty());
}

/// A source with one passage in its first reading.
async fn learnt(db: &Db, tenant: Tenant, name: &str, content: &[u8]) -> domain::id::SourceId {
    let new = Arc::new(NewSource {
        id: id(),
        name: name.into(),
        content: content.to_vec(),
        hash: content.to_vec(),
        state: "waiting".into(),
        at: 1,
    });
    write(db, move |tx| {
        let new = Arc::clone(&new);
        Box::pin(async move {
            let source = tx.write_of(tenant).put_source(&new).await?;
            let revision = tx.write_of(tenant).begin_reading(source).await?.unwrap();
            tx.write_of(tenant).insert_passages(&[passage(source, revision, 0)]).await?;
            let reading = reading(source, revision, &new.hash);
            assert!(tx.write_of(tenant).publish_source(&reading, 2).await?);
            Ok(source)
        })
    })
    .await
}

fn passage(source: domain::id::SourceId, revision: u32, position: u32) -> PassageRow {
    PassageRow {
        source,
        revision,
        position,
        title: "Returns".into(),
        headings: vec!["Time".into()],
        text: format!("reading {revision}"),
    }
}

fn reading(source: domain::id::SourceId, revision: u32, hash: &[u8]) -> Reading {
    let (title, state) = ("Returns".into(), "ready".into());
    Reading { source, hash: hash.to_vec(), title, state, revision, passages: 1 }
}

async fn a_later_reading_replaces_the_earlier_whole(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let source = learnt(&db, tenant, "returns.md", b"one").await;
    let before = db.read().await.unwrap().of(tenant).knowledge_of(known_to).await.unwrap().unwrap();
    assert_eq!((before.1.len(), before.1[0].text.as_str()), (1, "reading 1"));
    assert_eq!(learnt(&db, tenant, "returns.md", b"two").await, source, "the name keeps its id");
    let mut conn = db.read().await.unwrap();
    let after = conn.of(tenant).knowledge_of(known_to).await.unwrap().unwrap();
    assert_eq!((after.1.len(), after.1[0].text.as_str()), (1, "reading 2"));
    assert!(after.0 > before.0, "the assistants are told");
    assert_eq!(conn.of(tenant).source_content(source).await.unwrap(), b"two");
    let late = write(&db, move |tx| {
        Box::pin(async move {
            let revision = tx.write_of(tenant).begin_reading(source).await?.unwrap();
            tx.write_of(tenant).insert_passages(&[passage(source, revision, 0)]).await?;
            tx.write_of(tenant).publish_source(&reading(source, revision, b"one"), 3).await
        })
    })
    .await;
    assert!(!late, "a reading of the file before does not replace the present one");
    let kept = conn.of(tenant).knowledge_of(known_to).await.unwrap().unwrap();
    assert_eq!(kept.1, after.1);
}

async fn a_removed_source_cannot_be_cited(db: Db) {
    let tenant = workspace(&db).await;
    let known_to = assistant(&db, tenant).await;
    let source = learnt(&db, tenant, "returns.md", b"one").await;
    let citation = Citation {
        source,
        revision: 1,
        position: 0,
        title: "Returns".into(),
        heading: "Time".into(),
    };
    let mut conn = db.read().await.unwrap();
    assert!(conn.of(tenant).stands(known_to, &citation).await.unwrap());
    assert_eq!(conn.of(tenant).passages_around(source, 1, 0).await.unwrap().len(), 1);
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).delete_source(source).await }))
        .await;
    assert!(!conn.of(tenant).stands(known_to, &citation).await.unwrap());
    assert!(conn.of(tenant).source(source).await.unwrap().is_none());
    assert!(conn.of(tenant).source_content(source).await.unwrap().is_empty());
}

async fn a_link_is_used_once(db: Db) {
    let tenant = workspace(&db).await;
    let link: Uuid = id();
    write(&db, move |tx| {
        Box::pin(async move {
            let new = store::NewLink {
                id: link,
                token: b"hash".to_vec(),
                kind: store::LinkKind::Invite,
                teammate: None,
                email: Some("sam@shop.example".into()),
                role: Some(Role::Agent),
                expires_at: 100,
            };
            tx.write_of(tenant).insert_link(&new).await
        })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    assert!(conn.system().link(b"other", 1).await.unwrap().is_none());
    assert!(conn.system().link(b"hash", 100).await.unwrap().is_none(), "it has expired");
    assert_eq!(conn.system().link(b"hash", 99).await.unwrap().unwrap().id, link);
    let mut users = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let db = db.clone();
        users.spawn(async move {
            write(&db, move |tx| {
                Box::pin(async move { tx.write_of(tenant).delete_link(link).await })
            })
            .await
        });
    }
    assert_eq!(users.join_all().await.into_iter().filter(|used| *used).count(), 1);
}

async fn what_is_closed_is_all_there_when_opened_again(db: Db) {
    let tenant = workspace(&db).await;
    let teammate: TeammateId = id();
    let new = |name: &str| NewTeammate {
        id: teammate,
        name: name.into(),
        email: "sam@shop.example".into(),
        role: Role::Agent,
        password: None,
        at: 1,
    };
    let (first, again) = (new("Sam"), NewTeammate { id: id(), ..new("Samuel") });
    write(&db, move |tx| {
        let (first, again) = (first.clone(), again.clone());
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            assert_eq!(rows.insert_teammate(&first).await?, Some(teammate));
            assert_eq!(rows.insert_teammate(&again).await?, None, "the address is taken");
            rows.change_teammate(teammate, None, None, Some(false)).await?;
            assert_eq!(rows.insert_teammate(&again).await?, Some(teammate), "and comes back");
            Ok(())
        })
    })
    .await;
    db.close().await;
    let refused = db.write(|_| Box::pin(async { Ok::<_, StoreError>(()) })).await;
    assert!(refused.is_err(), "what is closed takes nothing");
}
