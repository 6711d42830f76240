//! What is kept of answers: calls of models, traces, ratings, and what an assistant was told.

use domain::id::{AssistantId, ConversationId};
use store::{
    AssistantModel, Db, ModelCall, ModelDay, ModelPrice, Rating, Sureness, Tenant, TurnTrace,
};
use uuid::Uuid;

use crate::fixtures::{assistant, conversation, id, workspace, write};

conforms!(
    calls_add_up_by_day_and_their_texts_go,
    models_have_an_order_and_prices_are_replaced_whole,
    a_turn_is_kept_once_and_rated_once_by_each,
    versions_are_counted_for_each_assistant,
);

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// Noted twice, as by one who did not hear of the first time.
async fn call(db: &Db, tenant: Tenant, of: AssistantId, thread: ConversationId, at: i64) {
    let id = id();
    write(db, move |tx| {
        Box::pin(async move {
            let call = ModelCall {
                id,
                assistant: of,
                of: Some((thread, 1)),
                at,
                body: "{}".into(),
                prompt: Some("asked".into()),
                reply: Some("said".into()),
            };
            let day = ModelDay {
                day: store::day_of(at),
                model: "m".into(),
                purpose: "answer".into(),
                outcome: "used".into(),
                calls: 1,
                tokens_in: 100,
                tokens_out: 10,
                cost: 7,
                unpriced: 0,
            };
            tx.write_of(tenant).note_model_call(&call, &day).await?;
            tx.write_of(tenant).note_model_call(&call, &day).await
        })
    })
    .await;
}

async fn calls_add_up_by_day_and_their_texts_go(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let of = assistant(&db, tenant).await;
    let thread = conversation(&db, tenant, id(), 1).await;
    for at in [5, 6, DAY + 1] {
        call(&db, tenant, of, thread, at).await;
    }
    let mut conn = db.read().await.unwrap();
    let days = conn.of(tenant).model_days(of, 0).await.unwrap();
    let told: Vec<_> = days.iter().map(|it| (it.day, it.calls, it.tokens_in, it.cost)).collect();
    assert_eq!(told, [(0, 2, 200, 14), (1, 1, 100, 7)]);
    assert_eq!(conn.of(tenant).model_days(of, 1).await.unwrap().len(), 1);
    assert_eq!(conn.of(other).model_days(of, 0).await.unwrap(), []);
    assert_eq!(conn.of(tenant).calls_between(of, (6, DAY + 1), 10).await.unwrap().len(), 1);
    drop(conn);
    write(&db, |tx| Box::pin(async move { tx.write_system().forget_prompts(DAY).await })).await;
    let mut conn = db.read().await.unwrap();
    let calls = conn.of(tenant).calls_of_turn(thread, 1).await.unwrap();
    let kept: Vec<_> = calls.iter().map(|it| (it.at, it.prompt.is_some())).collect();
    assert_eq!(kept, [(5, false), (6, false), (DAY + 1, true)]);
    assert!(
        calls[0].reply.is_none()
            && conn.of(other).calls_of_turn(thread, 1).await.unwrap().is_empty()
    );
}

async fn models_have_an_order_and_prices_are_replaced_whole(db: Db) {
    let tenant = workspace(&db).await;
    let of = assistant(&db, tenant).await;
    let save = async |assistant: AssistantId, rank: i64, settings: &'static str| {
        write(&db, move |tx| {
            Box::pin(async move {
                let model =
                    AssistantModel { rank, settings: settings.into(), secret: None, changed_at: 1 };
                tx.write_of(tenant).save_assistant_model(assistant, &model).await
            })
        })
        .await
    };
    assert!(save(of, 1, "second").await && save(of, 0, "a").await && save(of, 0, "first").await);
    assert!(!save(id(), 0, "nobody's").await);
    let read = async || {
        let models = db.read().await.unwrap().of(tenant).assistant_models(of).await.unwrap();
        models.into_iter().map(|it| it.settings).collect::<Vec<_>>()
    };
    assert_eq!(read().await, ["first", "second"]);
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).delete_assistant_models(of, 1).await })
    })
    .await;
    assert_eq!(read().await, ["first"]);
    for names in [vec!["a", "b"], vec!["b"]] {
        let wanted = names.clone();
        write(&db, move |tx| {
            let price =
                |name: &&str| ModelPrice { model: (*name).to_owned(), tokens_in: 1, tokens_out: 2 };
            let prices: Vec<ModelPrice> = names.iter().map(price).collect();
            Box::pin(async move { tx.write_of(tenant).set_model_prices(&prices).await })
        })
        .await;
        let prices = db.read().await.unwrap().of(tenant).model_prices().await.unwrap();
        assert_eq!(prices.into_iter().map(|it| it.model).collect::<Vec<_>>(), wanted);
    }
}

async fn a_turn_is_kept_once_and_rated_once_by_each(db: Db) {
    let tenant = workspace(&db).await;
    let of = assistant(&db, tenant).await;
    let thread = conversation(&db, tenant, id(), 1).await;
    let keep = async |turn: u32, at: i64, sureness: Option<Sureness>| {
        write(&db, move |tx| {
            Box::pin(async move {
                let body = at.to_string();
                let (assistant, facts) = (of, Some(at.to_string()));
                let trace =
                    TurnTrace { conversation: thread, turn, assistant, at, sureness, facts, body };
                tx.write_of(tenant).keep_trace(&trace).await
            })
        })
        .await;
    };
    keep(1, 5, Some(Sureness { p: 0.25, shown: 0.5 })).await;
    keep(1, 9, Some(Sureness { p: 0.75, shown: 0.5 })).await;
    keep(2, 9, None).await;
    let mut conn = db.read().await.unwrap();
    let sure = conn.of(tenant).sureness_since(of, 9).await.unwrap();
    assert_eq!(sure, [Sureness { p: 0.75, shown: 0.5 }], "the last attempt, where it searched");
    assert_eq!(conn.of(tenant).trace(thread, 1).await.unwrap().unwrap().body, "9");
    assert!(conn.of(tenant).trace(thread, 3).await.unwrap().is_none());
    drop(conn);
    let (visitor, teammate): (Uuid, Uuid) = (id(), id());
    for (rater, by_visitor, good) in
        [(visitor, true, false), (teammate, false, true), (visitor, true, true)]
    {
        write(&db, move |tx| {
            Box::pin(async move {
                let rating = Rating { turn: 1, rater, by_visitor, good };
                tx.write_of(tenant).rate(thread, rating, 1).await
            })
        })
        .await;
    }
    let ratings = db.read().await.unwrap().of(tenant).ratings(thread).await.unwrap();
    assert!(ratings.len() == 2 && ratings.iter().all(|it| it.good), "{ratings:?}");
    write(&db, move |tx| {
        Box::pin(async move { tx.write_of(tenant).unrate(thread, 1, visitor).await })
    })
    .await;
    let ratings = db.read().await.unwrap().of(tenant).ratings(thread).await.unwrap();
    assert!(ratings.len() == 1 && !ratings[0].by_visitor);
}

async fn versions_are_counted_for_each_assistant(db: Db) {
    let tenant = workspace(&db).await;
    let (one, two) = (assistant(&db, tenant).await, assistant(&db, tenant).await);
    for (of, body) in [(one, "a"), (two, "x"), (one, "b")] {
        write(&db, move |tx| {
            Box::pin(async move {
                tx.write_of(tenant).add_assistant_version(of, body, Some(id()), 1).await
            })
        })
        .await;
    }
    let versions = db.read().await.unwrap().of(tenant).assistant_versions(one).await.unwrap();
    let told: Vec<_> = versions.iter().map(|it| (it.version, it.body.as_str())).collect();
    assert_eq!(told, [(2, "b"), (1, "a")]);
}
