//! Whoever is too slow or too loud loses their own line, and nobody else notices (TRUST 20, 21).

use domain::limits::{
    SUBSCRIBER_FRAMES_MAX, VISITOR_BURST_SECONDS, VISITOR_COMMANDS_PER_SECOND,
    VISITOR_FRAMES_PER_COMMAND,
};
use futures_util::future::join_all;
use serde_json::json;

use super::replay;
use crate::bus::{FrameText, Signal, Topic};
use crate::tests::TestApp;
use crate::tests::line;

on_both!(
    a_reader_who_does_not_read_is_closed_and_the_others_go_on,
    a_visitor_who_floods_loses_the_line_and_the_team_keeps_theirs,
    a_crowd_of_visitors_comes_in_at_once,
);

async fn a_reader_who_does_not_read_is_closed_and_the_others_go_on(test: TestApp) {
    let address = test.serve().await;
    let mut slow = line::of_teammate(address, &test.owner).await;
    let mut quick = line::of_teammate(address, &test.owner).await;
    let topic = Topic::Team(test.tenant.workspace());
    // More than the buffers of the operating system take, then more than the queue does.
    let large = 64;
    let frame: FrameText =
        json!({ "type": "large", "text": "x".repeat(256 * 1024) }).to_string().into();
    for _ in 0..large {
        test.app.bus.publish(&[topic], Signal::Frame(frame.clone()));
        quick.the("large").await;
    }
    for _ in 0..=SUBSCRIBER_FRAMES_MAX + large {
        let small = json!({ "type": "small" }).to_string().into();
        test.app.bus.publish(&[topic], Signal::Frame(small));
        quick.the("small").await;
    }
    assert_eq!(slow.closed().await, Some(4408));
    quick.so_far().await;
}

async fn a_visitor_who_floods_loses_the_line_and_the_team_keeps_theirs(test: TestApp) {
    let address = test.serve().await;
    let (loud, calm) = (test.visitor().await, test.visitor().await);
    let (thread, _) = test.answered(&loud).await;
    let (other, _) = test.answered(&calm).await;
    let mut olga = line::of_teammate(address, &test.owner).await;
    let watch = json!({ "type": "watch", "conversation": thread, "after": 0 });
    olga.say(watch).await;
    let mut calm_line = replay::live(&test, &calm).await;
    let mut line = replay::live(&test, &loud).await;
    for number in 0..2
        * VISITOR_COMMANDS_PER_SECOND.get()
        * VISITOR_FRAMES_PER_COMMAND
        * VISITOR_BURST_SECONDS
    {
        line.say(json!({ "type": "typing", "conversation": thread, "on": number % 2 == 0 })).await;
    }
    assert_eq!(line.closed().await, Some(1013));
    let command = json!({ "type": "do", "command": crate::tests::talk::say(other, "Hello") });
    calm_line.say(command).await;
    calm_line.the("done").await;
    olga.so_far().await;
}

async fn a_crowd_of_visitors_comes_in_at_once(test: TestApp) {
    let known = test.get("/api/assistants", test.owner.who()).await.ok();
    let site = json!({ "site": known["assistants"][0]["site"] });
    let crowd =
        (0..50).map(|_| test.post("/api/visitor/session", crate::tests::Who::Nobody, site.clone()));
    let mut tokens: Vec<String> = join_all(crowd)
        .await
        .into_iter()
        .map(|answer| answer.ok()["token"].as_str().unwrap().to_owned())
        .collect();
    tokens.sort_unstable();
    tokens.dedup();
    assert_eq!(tokens.len(), 50);
}
