//! The outbox, the mail settings, and the links back.

use domain::id::MailId;
use store::{Db, MailChange, MailSettings, MailState, NewMail, ReturnLink, StoreError, Tenant};
use uuid::Uuid;

use crate::fixtures::{conversation, id, workspace, write};

conforms!(
    a_round_ends_once_and_what_was_sent_is_erased,
    nobody_begins_a_round_while_a_mail_is_handed_over,
    mails_are_counted_listed_and_forgotten,
    settings_are_one_of_each_workspace,
    a_link_lets_in_once_and_confirms_the_address_of_then,
    a_reply_is_told_once,
    mails_by_strangers_are_counted_apart,
    a_link_leads_to_whoever_its_conversation_belongs_to,
);

async fn store_mail(db: &Db, tenant: Tenant, at: i64) -> MailId {
    store_mail_by(db, tenant, at, false).await
}

async fn store_mail_by(db: &Db, tenant: Tenant, at: i64, by_stranger: bool) -> MailId {
    let mail = id();
    write(db, move |tx| {
        let new = NewMail {
            id: mail,
            kind: "test".into(),
            recipient: "maya@home.example".into(),
            content: "sealed".into(),
            at,
            by_stranger,
        };
        Box::pin(async move { tx.write_of(tenant).insert_mail(&new).await })
    })
    .await;
    mail
}

fn becomes(state: MailState, ended_at: Option<i64>) -> MailChange {
    MailChange { state, failures: 1, outcome: Some("{}".into()), next_at: None, ended_at }
}

async fn change(
    db: &Db,
    tenant: Tenant,
    mail: MailId,
    round: i64,
    idle_at: Option<i64>,
    to: MailChange,
) -> bool {
    write(db, move |tx| {
        let to = to.clone();
        Box::pin(async move { tx.write_of(tenant).change_mail(mail, round, idle_at, &to).await })
    })
    .await
}

async fn a_round_ends_once_and_what_was_sent_is_erased(db: Db) {
    let tenant = workspace(&db).await;
    let other = workspace(&db).await;
    let mail = store_mail(&db, tenant, 5).await;
    let waits = becomes(MailState::Waiting, None);
    let sent = becomes(MailState::Sent, Some(9));
    assert!(!change(&db, other, mail, 0, None, sent.clone()).await, "it is not theirs");
    assert!(change(&db, tenant, mail, 0, None, waits.clone()).await);
    assert!(!change(&db, tenant, mail, 0, None, sent.clone()).await, "the round is over");
    let known = db.read().await.unwrap().of(tenant).mail(mail).await.unwrap().unwrap();
    assert_eq!((known.round, known.failures, known.content.as_deref()), (1, 1, Some("sealed")));
    assert!(change(&db, tenant, mail, 1, None, sent).await);
    let known = db.read().await.unwrap().of(tenant).mail(mail).await.unwrap().unwrap();
    assert_eq!((known.state, known.content, known.ended_at), (MailState::Sent, None, Some(9)));
}

async fn nobody_begins_a_round_while_a_mail_is_handed_over(db: Db) {
    let tenant = workspace(&db).await;
    let mail = store_mail(&db, tenant, 5).await;
    let begin = async |round| {
        write(&db, move |tx| {
            Box::pin(async move { tx.write_of(tenant).begin_mail(mail, round, 100).await })
        })
        .await
    };
    assert!(begin(0).await);
    let waits = becomes(MailState::Waiting, None);
    assert!(!change(&db, tenant, mail, 0, Some(99), waits.clone()).await, "it is under way");
    assert!(change(&db, tenant, mail, 0, Some(100), waits.clone()).await, "whoever had it is gone");
    assert!(!begin(0).await, "that round is over");
    assert!(begin(1).await);
    assert!(change(&db, tenant, mail, 1, None, waits).await, "whoever hands it over ends it");
}

async fn mails_are_counted_listed_and_forgotten(db: Db) {
    let tenant = workspace(&db).await;
    let (first, second) = (store_mail(&db, tenant, 5).await, store_mail(&db, tenant, 6).await);
    change(&db, tenant, first, 0, None, becomes(MailState::Failed, Some(7))).await;
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    let all: Vec<_> = rows.mails(None, 9).await.unwrap().iter().map(|mail| mail.id).collect();
    assert_eq!(all, [second, first], "the newest first");
    assert_eq!(rows.mails(Some(MailState::Failed), 9).await.unwrap()[0].id, first);
    assert_eq!(rows.mails(None, 1).await.unwrap().len(), 1);
    let mut counts = rows.count_mails().await.unwrap();
    counts.sort_by_key(|(state, _)| format!("{state:?}"));
    assert_eq!(counts, [(MailState::Failed, 1), (MailState::Waiting, 1)]);
    drop(conn);
    write(&db, move |tx| Box::pin(async move { tx.write_of(tenant).forget_mails(8).await })).await;
    let left = db.read().await.unwrap().of(tenant).mails(None, 9).await.unwrap();
    assert_eq!(left.len(), 1, "what waits is never forgotten");
}

async fn mails_by_strangers_are_counted_apart(db: Db) {
    let (ours, theirs) = (workspace(&db).await, workspace(&db).await);
    for (tenant, at, by_stranger) in
        [(ours, 5, true), (ours, 6, true), (ours, 7, false), (ours, 8, true), (theirs, 9, true)]
    {
        store_mail_by(&db, tenant, at, by_stranger).await;
    }
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(ours).mails_by_strangers(5).await.unwrap(), 2);
}

async fn a_link_leads_to_whoever_its_conversation_belongs_to(db: Db) {
    let tenant = workspace(&db).await;
    let (anonymous, person) = (id(), id());
    for visitor in [anonymous, person] {
        let token: Uuid = id();
        write(&db, move |tx| {
            Box::pin(async move {
                tx.write_of(tenant).insert_visitor(visitor, token.as_bytes(), id(), 1).await
            })
        })
        .await;
    }
    let link = |conversation| ReturnLink {
        id: id(),
        conversation,
        email: "maya@home.example".into(),
        created_at: 5,
        used_at: None,
    };
    let links = [link(conversation(&db, tenant, anonymous, 2).await), link(id())];
    let [known, gone] = links.clone().map(|link| link.id);
    for new in links {
        write(&db, move |tx| {
            let new = new.clone();
            Box::pin(async move { tx.write_of(tenant).insert_return_link(&new).await })
        })
        .await;
    }
    let leads = async |link| {
        let mut conn = db.read().await.unwrap();
        let found = conn.system().return_link(tenant.workspace().uuid(), link).await.unwrap();
        found.map(|found| found.visitor.id)
    };
    assert_eq!((leads(known).await, leads(gone).await), (Some(anonymous), None));
    write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let from = rows.visitor(anonymous).await?.unwrap();
            rows.merge_visitor(&from, person).await
        })
    })
    .await;
    assert_eq!(leads(known).await, Some(person));
}

async fn settings_are_one_of_each_workspace(db: Db) {
    let (ours, theirs) = (workspace(&db).await, workspace(&db).await);
    let first = MailSettings {
        host: "smtp.shop.example".into(),
        port: 587,
        security: "starttls".into(),
        user_name: Some("shop".into()),
        password: Some("sealed".into()),
        from_address: "chat@shop.example".into(),
        from_name: "Shop".into(),
        reply_to: None,
        changed_at: 5,
    };
    let second = MailSettings { port: 465, password: None, ..first.clone() };
    for settings in [first, second.clone()] {
        write(&db, move |tx| {
            let settings = settings.clone();
            Box::pin(async move { tx.write_of(ours).save_mail_settings(&settings).await })
        })
        .await;
    }
    let mut conn = db.read().await.unwrap();
    assert_eq!(conn.of(ours).mail_settings().await.unwrap(), Some(second));
    assert!(conn.of(ours).sends_mail().await.unwrap());
    assert_eq!(conn.of(theirs).mail_settings().await.unwrap(), None);
    assert!(!conn.of(theirs).sends_mail().await.unwrap());
}

async fn a_link_lets_in_once_and_confirms_the_address_of_then(db: Db) {
    let tenant = workspace(&db).await;
    let (link, visitor) = (id(), id());
    let new = ReturnLink {
        id: link,
        conversation: conversation(&db, tenant, visitor, 2).await,
        email: "maya@home.example".into(),
        created_at: 5,
        used_at: None,
    };
    write(&db, move |tx| {
        let new = new.clone();
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            rows.insert_visitor(visitor, link.as_bytes(), id(), 1).await?;
            rows.name_visitor(visitor, None, Some("maya@home.example")).await?;
            rows.insert_return_link(&new).await
        })
    })
    .await;
    let uses = write(&db, move |tx| {
        Box::pin(async move {
            let mut rows = tx.write_of(tenant);
            let uses = (rows.use_return_link(link, 6).await?, rows.use_return_link(link, 7).await?);
            rows.confirm_email(visitor, "maya@home.example").await?;
            Ok::<_, StoreError>(uses)
        })
    })
    .await;
    assert_eq!(uses, (true, false));
    let workspace = tenant.workspace().uuid();
    let mut conn = db.read().await.unwrap();
    let found = conn.system().return_link(workspace, link).await.unwrap().unwrap();
    assert_eq!((found.tenant, found.link.used_at), (tenant, Some(6)));
    assert!(conn.of(tenant).is_email_confirmed(visitor).await.unwrap());
    drop(conn);
    write(&db, move |tx| {
        Box::pin(async move {
            tx.write_of(tenant).name_visitor(visitor, None, Some("other@home.example")).await
        })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    assert!(!conn.of(tenant).is_email_confirmed(visitor).await.unwrap(), "that is another address");
}

async fn a_reply_is_told_once(db: Db) {
    let tenant = workspace(&db).await;
    let thread = id();
    let tell = async |known, seq| {
        write(&db, move |tx| {
            Box::pin(
                async move { tx.write_of(tenant).note_reply_notice(thread, known, seq, 9).await },
            )
        })
        .await
    };
    assert!(tell(None, 3).await);
    assert!(!tell(None, 3).await, "somebody else has told it");
    assert!(tell(Some(3), 5).await);
    let known = db.read().await.unwrap().of(tenant).reply_notice(thread).await.unwrap();
    assert_eq!(known, Some((5, 9)));
}
