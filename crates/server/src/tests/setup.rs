//! The guided setup sees what is there and remembers what was said.

use axum::http::Method;
use domain::access::Role;
use serde_json::{Value, json};

use super::{Answer, TestApp};

on_both!(a_step_is_done_by_what_is_there_and_put_off_by_a_word);

fn standing(answer: &Value, step: &str) -> String {
    let steps = answer["steps"].as_array().unwrap();
    let found = steps.iter().find(|it| it["step"] == step).unwrap();
    found["standing"].as_str().unwrap().to_owned()
}

async fn a_step_is_done_by_what_is_there_and_put_off_by_a_word(test: TestApp) {
    let change = async |body: Value| -> Answer {
        test.send(Method::PATCH, "/api/setup", test.owner.who(), body).await
    };
    let before = test.get("/api/setup", test.owner.who()).await.ok();
    assert_eq!(before["steps"][0]["step"], "workspace");
    for step in ["workspace", "knowledge", "team", "mail", "rehearsal"] {
        assert_eq!(standing(&before, step), "open", "{step}");
    }
    let said = json!({ "mark": { "step": "mail", "mark": "skipped" } });
    assert_eq!(standing(&change(said).await.ok(), "mail"), "skipped");
    let said = json!({ "mark": { "step": "try", "mark": "done" }, "closed": true });
    let after = change(said).await.ok();
    assert_eq!((standing(&after, "try").as_str(), &after["closed"]), ("done", &json!(true)));
    assert_eq!(standing(&after, "mail"), "skipped", "what was said before is kept");

    test.teammate("Sam", Role::Agent).await;
    let now = test.get("/api/setup", test.owner.who()).await.ok();
    assert_eq!(standing(&now, "team"), "done");
    let unknown = json!({ "mark": { "step": "dance", "mark": "done" } });
    assert!(change(unknown).await.is_problem());
}
