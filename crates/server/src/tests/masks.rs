//! Card numbers and secrets are nowhere: not in a thread, a list, a page or a mail.

use serde_json::json;

use super::TestApp;
use super::talk::new_id;

on_both!(what_nobody_should_keep_is_not_kept);

async fn what_nobody_should_keep_is_not_kept(test: TestApp) {
    let (visitor, thread) = (test.visitor().await, new_id());
    let card = "4111 1111 1111 1111";
    let said = json!({
        "type": "say", "id": new_id(), "conversation": thread,
        "text": format!("My card is {card}, cvv 123, my password is Hunter2!"),
        "page": {
            "url": "https://shop.example/pay?token=abcdef0123456789&step=2", "title": card,
            "referrer": "", "language": "en", "time_zone": "", "device": "",
            "attributes": { "card": card },
        },
    });
    test.does(&visitor, said).await.ok();
    let told = json!({
        "type": "give_details", "id": new_id(), "conversation": thread,
        "details": { "name": "Ada", "note": format!("Charge {card} again") },
    });
    test.does(&visitor, told).await.ok();
    let path = format!("/api/conversations/{thread}");
    let owner = test.owner.who();
    let mut seen = test.get(&path, owner).await.text;
    seen += &test.get(&format!("{path}/events"), owner).await.text;
    seen += &test.get("/api/conversations?view=all", owner).await.text;
    for secret in ["1111 1111", "4111", "Hunter2", "cvv 123", "abcdef0123456789"] {
        assert!(!seen.contains(secret), "{secret} in {seen}");
    }
    assert!(seen.contains("•••• 1111") && seen.contains("step=2"), "{seen}");
}
