//! Runs of actions, and what was answered in them.

use domain::id::{ActionId, ConversationId, VisitorId};
use domain::rollout::Kind;
use store::{Db, RunOver, RunRow, Saved, Tenant, ViewOf, VisitorCode, Window};
use uuid::Uuid;

use crate::asking::{asked, begin, call};
use crate::assistants::begun;
use crate::fixtures::{assistant, conversation, id, workspace, write};

conforms!(
    a_run_is_noted_once_and_ends_as_it_began,
    runs_come_newest_first_and_in_windows,
    runs_are_counted_by_action_since_a_time,
    what_ran_in_a_rehearsal_goes_with_it,
    what_was_answered_stays_with_its_conversation,
);

pub(crate) fn started(conversation: ConversationId, run: u32, action: ActionId, at: i64) -> RunRow {
    RunRow {
        conversation,
        run,
        action,
        version: 3,
        since: 7,
        started: "\"button\"".into(),
        started_at: at,
        ended_at: None,
        ended: None,
    }
}

pub(crate) async fn note(db: &Db, tenant: Tenant, run: &RunRow) {
    let run = run.clone();
    write(db, move |tx| {
        let run = run.clone();
        Box::pin(async move { tx.write_of(tenant).note_run(&run).await })
    })
    .await;
}

async fn end(db: &Db, tenant: Tenant, of: (ConversationId, u32), at: i64, failed: bool) {
    write(db, move |tx| {
        Box::pin(async move {
            let (conversation, run) = of;
            let over = RunOver { conversation, run, at, ended: format!("ended {at}"), failed };
            tx.write_of(tenant).end_run(&over).await
        })
    })
    .await;
}

pub(crate) async fn read(db: &Db, tenant: Tenant, of: ConversationId, run: u32) -> Option<RunRow> {
    db.read().await.unwrap().of(tenant).run(of, run).await.unwrap()
}

async fn a_run_is_noted_once_and_ends_as_it_began(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let thread: ConversationId = id();
    let first = started(thread, 1, id(), 10);
    let second = RunRow { started: "\"judged\"".into(), ..started(thread, 2, id(), 20) };
    let last = started(thread, u32::MAX, id(), 30);
    for run in [&first, &second, &last] {
        note(&db, tenant, run).await;
    }
    note(&db, tenant, &RunRow { since: 8, version: 4, ..started(thread, 1, id(), 11) }).await;
    end(&db, other, (thread, 1), 40, true).await;
    end(&db, tenant, (thread, 3), 40, true).await;
    for run in [&first, &second, &last] {
        assert_eq!(read(&db, tenant, thread, run.run).await.as_ref(), Some(run));
        assert_eq!(read(&db, other, thread, run.run).await, None);
    }
    assert_eq!(read(&db, tenant, thread, 3).await, None, "what did not begin does not end");
    assert_eq!(read(&db, tenant, id(), 1).await, None);
    end(&db, tenant, (thread, 1), 50, false).await;
    let over = RunRow { ended_at: Some(50), ended: Some("ended 50".into()), ..first.clone() };
    assert_eq!(read(&db, tenant, thread, 1).await, Some(over.clone()));
    note(&db, tenant, &first).await;
    assert_eq!(read(&db, tenant, thread, 1).await, Some(over), "noted again, it does not reopen");
    assert_eq!(read(&db, tenant, thread, 2).await, Some(second), "the next one goes on");
}

async fn runs_come_newest_first_and_in_windows(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let action: ActionId = id();
    let threads: [ConversationId; 3] = [id(), id(), id()];
    // In three conversations at one moment, so that time alone tells no place.
    let moments = [
        (0, 1, 10),
        (0, 2, 20),
        (1, 1, 20),
        (2, 1, 20),
        (1, 2, 30),
        (0, 3, 30),
        (0, 4, 30),
        (2, 2, 40),
    ];
    for (thread, run, at) in moments {
        note(&db, tenant, &started(threads[thread], run, action, at)).await;
        end(&db, tenant, (threads[thread], run), at + 1, run == 2).await;
    }
    note(&db, tenant, &started(threads[0], 9, id(), 20)).await;
    note(&db, other, &started(threads[0], 2, action, 20)).await;
    let mut conn = db.read().await.unwrap();
    let mut window = async |tenant: Tenant, only_failed: bool, limit: u32| {
        let mut seen = Vec::new();
        let mut before = (i64::MAX, ConversationId::from(Uuid::max()), 0);
        loop {
            let rows = conn.of(tenant).runs_of(action, before, only_failed, limit).await.unwrap();
            assert!(rows.len() <= limit as usize);
            let Some(last) = rows.last() else { break seen };
            before = (last.started_at, last.conversation, last.run);
            let place = |it: &RunRow| threads.iter().position(|of| *of == it.conversation);
            seen.extend(rows.iter().map(|it| (place(it).unwrap(), it.run, it.started_at)));
        }
    };
    let newest_first = [
        (2, 2, 40),
        (1, 2, 30),
        (0, 4, 30),
        (0, 3, 30),
        (2, 1, 20),
        (1, 1, 20),
        (0, 2, 20),
        (0, 1, 10),
    ];
    for limit in [1, 2, 3, 7, 50] {
        assert_eq!(window(tenant, false, limit).await, newest_first, "by {limit}");
        assert_eq!(window(tenant, true, limit).await, [(2, 2, 40), (1, 2, 30), (0, 2, 20)]);
    }
    assert_eq!(window(other, false, 5).await, [(0, 2, 20)]);
    assert_eq!(window(other, true, 5).await, [], "one that goes on has not failed");
    assert_eq!(window(tenant, false, 0).await, []);
}

async fn runs_are_counted_by_action_since_a_time(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let thread: ConversationId = id();
    let (orders, refunds, old): (ActionId, ActionId, ActionId) = (id(), id(), id());
    let runs = [
        (1, old, 9),
        (2, orders, 9),
        (3, orders, 10),
        (4, orders, 11),
        (5, orders, 12),
        (6, refunds, 10),
    ];
    for (run, action, at) in runs {
        note(&db, tenant, &started(thread, run, action, at)).await;
    }
    for (run, failed) in [(1, true), (2, true), (3, true), (4, false)] {
        end(&db, tenant, (thread, run), 99, failed).await;
    }
    note(&db, other, &started(thread, 1, orders, 10)).await;
    let count = async |tenant: Tenant, since: i64| {
        let counted = db.read().await.unwrap().of(tenant).count_runs(since).await;
        let mut counted = counted.unwrap();
        counted.sort_unstable();
        counted
    };
    assert_eq!(count(tenant, 10).await, [(orders, 3, 1), (refunds, 1, 0)]);
    assert_eq!(count(tenant, 9).await, [(orders, 4, 2), (refunds, 1, 0), (old, 1, 1)]);
    assert_eq!(count(tenant, 13).await, []);
    assert_eq!(count(other, 0).await, [(orders, 1, 0)]);
}

/// A run with a call in a conversation of a kind, whose visitor was mailed a code.
async fn ran(db: &Db, tenant: Tenant, kind: Kind) -> (ConversationId, VisitorId) {
    let with = assistant(db, tenant).await;
    let thread = begun(db, tenant, with, kind).await;
    note(db, tenant, &started(thread, 1, id(), 10)).await;
    assert!(begin(db, tenant, call(id(), (thread, 1), 10, "asked")).await);
    let visitor = write(db, move |tx| {
        Box::pin(async move {
            let visitor = tx.of(tenant).conversation(thread, None).await?.unwrap().row.visitor;
            let (email, signature) = ("m@home.example".to_owned(), vec![1]);
            let code = VisitorCode { email, signature, ends_at: 50, tries: 0 };
            tx.write_of(tenant).save_visitor_code(visitor, &code).await?;
            Ok(visitor)
        })
    });
    (thread, visitor.await)
}

async fn what_ran_in_a_rehearsal_goes_with_it(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let played = ran(&db, tenant, Kind::Rehearsal).await;
    let live = ran(&db, tenant, Kind::Live).await;
    let tried = ran(&db, tenant, Kind::Playground).await;
    let theirs = ran(&db, other, Kind::Rehearsal).await;
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).delete_kind(Kind::Rehearsal).await })
    })
    .await;
    let left = async |tenant: Tenant, (thread, visitor): (ConversationId, VisitorId)| {
        let code = db.read().await.unwrap().of(tenant).visitor_code(visitor).await.unwrap();
        let calls = asked(&db, tenant, (thread, 1)).await;
        (read(&db, tenant, thread, 1).await.is_some(), calls.len(), code.is_some())
    };
    assert_eq!(left(tenant, played).await, (false, 0, false));
    for (tenant, of) in [(tenant, live), (tenant, tried), (other, theirs)] {
        assert_eq!(left(tenant, of).await, (true, 1, true));
    }
}

async fn keep(db: &Db, tenant: Tenant, of: ConversationId, facts: Option<&'static str>) {
    write(db, move |tx| {
        Box::pin(async move {
            let mut row = tx.of(tenant).conversation(of, None).await?.unwrap().row;
            row.facts = facts.map(str::to_owned);
            let saved = Saved { row, page: false, trail: false };
            tx.write_of(tenant).save_conversations(&[saved]).await
        })
    })
    .await;
}

/// What is kept of a conversation, by each way in which its row is read.
async fn facts(db: &Db, tenant: Tenant, of: ConversationId) -> Vec<Option<String>> {
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    let mut found: Vec<_> = rows.conversation(of, None).await.unwrap().into_iter().collect();
    found.extend(rows.conversations_by_id(&[of]).await.unwrap());
    let window = Window { view: ViewOf::All, cursor: None, limit: 9, reader: None, tag: None };
    let listed = rows.conversations(window).await.unwrap();
    found.extend(listed.into_iter().filter(|it| it.row.id == of));
    found.into_iter().map(|it| it.row.facts).collect()
}

async fn what_was_answered_stays_with_its_conversation(db: Db) {
    const GIVEN: &str = "{\"answered\":{\"order\":\"A-17 ✓\"}}";
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let with = assistant(&db, tenant).await;
    let thread = begun(&db, tenant, with, Kind::Live).await;
    let beside = conversation(&db, tenant, id(), 1).await;
    assert_eq!(facts(&db, tenant, thread).await, [None, None, None]);
    keep(&db, tenant, thread, Some(GIVEN)).await;
    keep(&db, tenant, beside, Some("another's")).await;
    let kept = Some(GIVEN.to_owned());
    assert_eq!(facts(&db, tenant, thread).await, [kept.clone(), kept.clone(), kept.clone()]);
    assert_eq!(facts(&db, other, thread).await, []);
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).save_page(thread, "{}", "[]", 70_000).await })
    })
    .await;
    assert_eq!(facts(&db, tenant, thread).await[0], kept, "a visit to a page is no answer");
    keep(&db, tenant, thread, None).await;
    assert_eq!(facts(&db, tenant, thread).await, [None, None, None], "as it was decided last");
    let beside = facts(&db, tenant, beside).await;
    assert_eq!(beside[0].as_deref(), Some("another's"));
}
