//! Handoffs: what became of each, what was said of it, page by page.

use domain::conversation::{Fate, Mark, Seq};
use domain::id::{AssistantId, ConversationId, RuleId, TeammateId};
use domain::rollout::Kind;
use store::{Db, HandoffRow, HandoffsOf, Tenant};
use uuid::Uuid;

use crate::assistants::begun;
use crate::fixtures::{assistant, id, workspace, write};

conforms!(
    a_wait_ends_once_and_a_mark_is_the_last_word,
    pages_follow_one_another_and_rehearsals_are_left_out,
);

fn row(of: ConversationId, seq: Seq, at: i64, by: AssistantId) -> HandoffRow {
    HandoffRow {
        conversation: of,
        seq,
        at,
        assistant: by,
        reason: "rule".into(),
        rule: None,
        rule_name: None,
        team: None,
        fate: Fate::Waiting,
        teammate: None,
        ended_at: None,
        mark: None,
    }
}

async fn begin(db: &Db, tenant: Tenant, new: HandoffRow) {
    write(db, move |tx| {
        let new = new.clone();
        Box::pin(async move { tx.write_of(tenant).begin_handoff(&new).await })
    })
    .await;
}

fn all() -> HandoffsOf {
    HandoffsOf {
        assistant: None,
        rule: None,
        reason: None,
        fates: vec![],
        mark: None,
        before: (i64::MAX, ConversationId::from(Uuid::max()), Seq::MAX),
        limit: 2,
    }
}

async fn a_wait_ends_once_and_a_mark_is_the_last_word(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let with = assistant(&db, tenant).await;
    let thread = begun(&db, tenant, with, Kind::Live).await;
    let (vip, ada): (RuleId, TeammateId) = (id(), id());
    let first = HandoffRow {
        rule: Some(vip),
        rule_name: Some("VIPs first".into()),
        ..row(thread, 3, 10, with)
    };
    begin(&db, tenant, first.clone()).await;
    write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            rows.end_handoff(thread, (Fate::Answered, Some(ada)), 20).await?;
            rows.end_handoff(thread, (Fate::NobodyCame, None), 30).await?;
            rows.mark_handoff(thread, 3, Some((Mark::Answerable, ada))).await?;
            rows.mark_handoff(thread, 4, Some((Mark::Right, ada))).await
        })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    let known = conn.of(tenant).last_handoff(thread).await.unwrap().unwrap();
    let ended = HandoffRow {
        fate: Fate::Answered,
        teammate: Some(ada),
        ended_at: Some(20),
        mark: Some((Mark::Answerable, ada)),
        ..first
    };
    assert_eq!(known, ended);
    assert_eq!(conn.of(other).last_handoff(thread).await.unwrap(), None);
    let marked = HandoffsOf { mark: Some(Some(Mark::Answerable)), rule: Some(vip), ..all() };
    assert_eq!(conn.of(tenant).handoffs(&marked).await.unwrap(), [ended]);
    assert_eq!(conn.of(other).handoffs(&marked).await.unwrap(), []);
    let none = HandoffsOf { mark: Some(None), ..all() };
    assert_eq!(conn.of(tenant).handoffs(&none).await.unwrap(), []);
    let counts = conn.of(tenant).count_handoffs(Some(with), 10).await.unwrap();
    let [count] = &counts[..] else { panic!("{counts:?}") };
    assert_eq!((count.handoffs, count.missed, count.was_right, count.answerable), (1, 0, 0, 1));
    assert_eq!(count.rule_name.as_deref(), Some("VIPs first"));
    assert_eq!(conn.of(tenant).count_handoffs(None, 11).await.unwrap(), []);
    assert_eq!(conn.of(tenant).count_handoffs(Some(id()), 0).await.unwrap(), []);
}

async fn pages_follow_one_another_and_rehearsals_are_left_out(db: Db) {
    let tenant = workspace(&db).await;
    let with = assistant(&db, tenant).await;
    let live = begun(&db, tenant, with, Kind::Live).await;
    let played = begun(&db, tenant, with, Kind::Rehearsal).await;
    for (of, seq, at) in [(live, 1, 5), (live, 2, 5), (live, 3, 9), (played, 1, 7)] {
        begin(&db, tenant, row(of, seq, at, with)).await;
    }
    let mut conn = db.read().await.unwrap();
    let first = conn.of(tenant).handoffs(&all()).await.unwrap();
    let places = |rows: &[HandoffRow]| rows.iter().map(|it| it.seq).collect::<Vec<_>>();
    assert_eq!(places(&first), [3, 2]);
    let before = (5, live, 2);
    let second = conn.of(tenant).handoffs(&HandoffsOf { before, ..all() }).await.unwrap();
    assert_eq!(places(&second), [1]);
    let fates = vec![Fate::Left, Fate::NobodyCame];
    assert_eq!(conn.of(tenant).handoffs(&HandoffsOf { fates, ..all() }).await.unwrap(), []);
}
