//! Pictures and looks through the real router.

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::limits::{
    PICTURE_BYTES_MAX, SIGHTINGS_OF_STRANGERS_MAX, UNSENT_PICTURES_PER_HOUR,
    VISITOR_PICTURE_BYTES_PER_HOUR,
};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::{Value, json};
use store::{NewPicture, StoreError};
use uuid::Uuid;

use super::talk::{new_id, say};
use super::{Answer, TestApp, Visitor, Who, soon};
use crate::clock;
use crate::http::pictures::{Author, has_room};

on_both!(
    a_picture_goes_with_a_message_to_its_readers_only,
    a_visitor_adds_no_more_for_beginning_many_conversations,
    what_a_visitor_sends_in_an_hour_has_an_end_and_a_teammate_goes_on,
    many_visitors_send_no_more_together_and_a_teammate_goes_on,
    a_face_is_worn_and_taken_off,
    a_sight_is_kept_to_its_origin,
    strangers_fill_no_table,
);

fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(40, 20, image::Rgb([9, 99, 9])))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

impl TestApp {
    /// Sends a file as a browser's form does.
    pub(crate) async fn upload(&self, path: &str, who: Who<'_>, file: &[u8]) -> Answer {
        let head = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.svg\"\r\n\
                    content-type: image/svg+xml\r\n\r\n";
        let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header(header::CONTENT_LENGTH, body.len())
            .header(header::ORIGIN, self.app.config.origin());
        request = match who {
            Who::Nobody => request,
            Who::Session(token) => request.header(header::COOKIE, format!("baton={token}")),
            Who::Visitor(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        };
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// A picture that a visitor has sent into a conversation.
    pub(crate) async fn picture(&self, visitor: &Visitor, conversation: Uuid) -> Uuid {
        let path = format!("/api/visitor/conversations/{conversation}/pictures");
        let sent = self.upload(&path, visitor.who(), &png()).await.ok();
        sent["id"].as_str().unwrap().parse().unwrap()
    }

    async fn bytes_of_visitors(&self) -> i64 {
        let mut conn = self.app.db.read().await.unwrap();
        conn.of(self.tenant).picture_bytes_of_visitors(0).await.unwrap()
    }

    /// Asks for a page of ours as a browser on another site does.
    async fn page_asks(&self, path: &str, referer: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::REFERER, referer);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    async fn sightings(&self) -> Vec<Value> {
        let known = self.get("/api/assistants", self.owner.who()).await.ok();
        let id = known["assistants"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/assistants/{id}/sightings");
        let seen = self.get(&path, self.owner.who()).await.ok();
        seen["sightings"].as_array().unwrap().clone()
    }

    /// Waits until as many sites were seen: it is written when the page was answered.
    async fn sighted(&self, what: &str, enough: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        soon(what, async {
            loop {
                let seen = self.sightings().await;
                if enough(&seen) {
                    return seen;
                }
                tokio::task::yield_now().await;
            }
        })
        .await
    }

    async fn site(&self) -> (String, String) {
        let known = self.get("/api/assistants", self.owner.who()).await.ok();
        let text = |key: &str| known["assistants"][0][key].as_str().unwrap().to_owned();
        (text("id"), text("site"))
    }
}

async fn a_picture_goes_with_a_message_to_its_readers_only(test: TestApp) {
    test.work();
    let (visitor, other) = (test.visitor().await, test.visitor().await);
    let conversation = new_id();
    let picture = test.picture(&visitor, conversation).await;
    let path = format!("/api/visitor/conversations/{conversation}/pictures/{picture}");
    let mut stolen = say(new_id(), "mine");
    stolen["pictures"] = json!([picture]);
    assert_eq!(test.does(&other, stolen).await.code(), "conflict", "of another conversation");
    let mut words = say(conversation, "");
    words["pictures"] = json!([picture]);
    test.does(&visitor, words.clone()).await.ok();
    test.does(&visitor, words.clone()).await.ok();
    words["id"] = json!(new_id());
    assert_eq!(test.does(&visitor, words).await.code(), "conflict", "it was sent already");

    let events = format!("/api/conversations/{conversation}/events");
    let thread = test.get(&events, test.owner.who()).await.ok();
    let sent = &thread["events"][0];
    assert_eq!((&sent["kind"], &sent["text"]), (&json!("visitor_said"), &json!("")));
    assert_eq!(sent["pictures"], json!([{ "id": picture, "width": 40, "height": 20 }]));
    let row = test.get("/api/conversations?view=all", test.owner.who()).await.ok();
    assert!(row["rows"][0]["row"]["preview"].is_object() || row["rows"][0]["preview"].is_object());

    let whole = test.get(&path, visitor.who()).await;
    assert_eq!(whole.header("content-type"), "image/jpeg");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert!(whole.header("content-security-policy").starts_with("default-src 'none'"));
    assert!(whole.header("cache-control").starts_with("private"));
    let ours = path.replace("/visitor", "");
    assert_eq!(test.get(&format!("{ours}?small=true"), test.owner.who()).await.status, 200);
    for who in [other.who(), test.owner.who(), Who::Nobody] {
        let refused = test.get(&path, who).await;
        assert!([401, 404].contains(&refused.status.as_u16()), "{refused:?}");
    }
    assert_eq!(test.get(&format!("/pictures/{picture}"), Who::Nobody).await.status, 404);
    let foreign = format!("/api/visitor/conversations/{conversation}/pictures");
    assert_eq!(test.upload(&foreign, other.who(), &png()).await.status, 404);
    soon("the assistant says that it cannot see", async {
        while !test.get(&events, test.owner.who()).await.text.contains("I cannot see pictures") {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

async fn a_visitor_adds_no_more_for_beginning_many_conversations(test: TestApp) {
    let (flood, calm) = (test.visitor().await, test.visitor().await);
    for _ in 0..UNSENT_PICTURES_PER_HOUR {
        test.picture(&flood, new_id()).await;
    }
    let path = format!("/api/visitor/conversations/{}/pictures", new_id());
    let refused = test.upload(&path, flood.who(), &png()).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (429, "too_fast"), "{refused:?}");
    assert!(refused.text.contains("Send them"), "{refused:?}");
    test.picture(&calm, new_id()).await;
}

async fn what_a_visitor_sends_in_an_hour_has_an_end_and_a_teammate_goes_on(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    for author in [visitor.id.uuid(), test.owner.id.uuid()] {
        let tenant = test.tenant;
        let bytes = usize::try_from(VISITOR_PICTURE_BYTES_PER_HOUR).unwrap();
        let new = NewPicture {
            id: clock::new_id(),
            conversation: Some(thread.into()),
            author: Some(author),
            media: "image/jpeg",
            width: 1,
            height: 1,
            name: None,
            bytes: vec![0; bytes],
            thumbnail: None,
            used: true,
            at: clock::now(),
        };
        let stored = test.app.db.write::<_, StoreError, _>(move |tx| {
            let new = new.clone();
            Box::pin(async move { tx.write_of(tenant).insert_picture(&new).await })
        });
        stored.await.unwrap();
    }
    let path = format!("/api/visitor/conversations/{thread}/pictures");
    let refused = test.upload(&path, visitor.who(), &png()).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (429, "too_fast"), "{refused:?}");
    assert!(refused.text.contains("You have sent many pictures"), "{refused:?}");
    let ours = format!("/api/conversations/{thread}/pictures");
    test.upload(&ours, test.owner.who(), &png()).await.ok();
}

async fn many_visitors_send_no_more_together_and_a_teammate_goes_on(test: TestApp) {
    let visitor = test.visitor().await;
    let (thread, _) = test.answered(&visitor).await;
    test.picture(&visitor, thread).await;
    test.picture(&test.visitor().await, new_id()).await;
    let of_visitors = test.bytes_of_visitors().await;
    let ours = format!("/api/conversations/{thread}/pictures");
    test.upload(&ours, test.owner.who(), &png()).await.ok();
    assert_eq!(test.bytes_of_visitors().await, of_visitors, "what the team sends is not counted");
    let has_room = async |author: &Author, max: i64| {
        let mut conn = test.app.db.read().await.unwrap();
        has_room(&mut conn.of(test.tenant), author, max, clock::now()).await
    };
    let another = Author { id: new_id(), browser: Some(vec![1]) };
    has_room(&another, of_visitors + 1).await.unwrap();
    let refused = format!("{:?}", has_room(&another, of_visitors).await.unwrap_err());
    assert!(refused.contains("Many pictures came in here"), "{refused}");
    let owner = Author { id: test.owner.id.uuid(), browser: None };
    has_room(&owner, of_visitors).await.unwrap();
}

#[tokio::test]
async fn what_is_no_picture_is_refused_in_words() {
    let test = TestApp::new().await;
    let visitor = test.visitor().await;
    let path = format!("/api/visitor/conversations/{}/pictures", new_id());
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>";
    let refused = test.upload(&path, visitor.who(), svg).await;
    assert_eq!((refused.status.as_u16(), refused.field()), (422, "file"), "{refused:?}");
    let large = test.upload(&path, visitor.who(), &vec![0xff; PICTURE_BYTES_MAX + 1]).await;
    assert_eq!((large.status.as_u16(), large.code()), (413, "too_large"), "{large:?}");
    let larger = test.upload(&path, visitor.who(), &vec![0xff; 3 * PICTURE_BYTES_MAX]).await;
    assert_eq!((larger.status.as_u16(), larger.is_problem()), (413, true), "{larger:?}");
    let nothing = test.post(&path, visitor.who(), json!({})).await;
    assert!(nothing.status.is_client_error() && nothing.is_problem(), "{nothing:?}");
}

async fn a_face_is_worn_and_taken_off(test: TestApp) {
    let me = test.owner.who();
    let first = test.upload("/api/me/picture", me, &png()).await.ok();
    assert_eq!((&first["width"], &first["height"]), (&json!(256), &json!(256)));
    let shown = |it: &Value| format!("/pictures/{}", it["id"].as_str().unwrap());
    let face = test.get(&shown(&first), Who::Nobody).await;
    assert_eq!((face.status.as_u16(), face.header("content-type")), (200, "image/jpeg"));
    assert!(face.header("cache-control").contains("immutable"));
    let second = test.upload("/api/me/picture", me, &png()).await.ok();
    assert_eq!(test.get(&shown(&first), Who::Nobody).await.status, 404, "it was replaced");
    assert_eq!(test.get("/api/me", me).await.ok()["picture"], second["id"]);
    assert_eq!(test.get("/api/people", me).await.ok()["teammates"][0]["picture"], second["id"]);
    test.send(Method::DELETE, "/api/me/picture", me, Value::Null).await.ok();
    assert_eq!(test.get("/api/me", me).await.ok()["picture"], Value::Null);

    let (id, site) = test.site().await;
    let path = format!("/api/assistants/{id}/picture");
    let worn = test.upload(&path, me, &png()).await.ok();
    let session = test.post("/api/visitor/session", Who::Nobody, json!({ "site": site })).await;
    assert_eq!(session.ok()["assistant"]["picture"], worn["id"]);
    test.send(Method::DELETE, &path, me, Value::Null).await.ok();
    assert_eq!(test.get(&shown(&worn), Who::Nobody).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_look_goes_before_the_loader_and_into_the_panel() {
    let test = TestApp::new().await;
    let (id, site) = test.site().await;
    let (path, me) = (format!("/api/assistants/{id}"), test.owner.who());
    let loader = format!("/widget.js?site={site}");
    let before = test.get(&loader, Who::Nobody).await;
    let look = |brand: &str| {
        json!({
            "brand": brand, "theme": "dark", "side": "start", "offset_side_px": 30,
            "offset_bottom_px": 40, "sign": "bell", "label": "Need \"help\"?", "radius_px": 8,
        })
    };
    let refused = test.send(Method::PATCH, &path, me, json!({ "look": look("red") })).await;
    assert_eq!((refused.status.as_u16(), refused.field()), (422, "look.brand"));
    let saved = test.send(Method::PATCH, &path, me, json!({ "look": look("#FFD43B") })).await.ok();
    assert_eq!(saved["look"]["brand"], "#ffd43b");
    let after = test.get(&loader, Who::Nobody).await;
    assert!(after.text.starts_with("self.batonLook=["), "{}", after.text);
    assert!(after.text.ends_with(&before.text), "the loader itself is the same");
    assert_ne!(after.header("etag"), before.header("etag"));
    let again = Request::builder().uri(&loader).header("if-none-match", after.header("etag"));
    let again = test.ask(again.body(Body::empty()).unwrap()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    for plain in ["/widget.js", "/widget.js?site=nobody", "/widget.js?site=%00"] {
        assert_eq!(test.get(plain, Who::Nobody).await.text, before.text, "{plain}");
    }
    let session = test.post("/api/visitor/session", Who::Nobody, json!({ "site": site })).await;
    let panel = session.ok()["assistant"]["look"].as_str().unwrap().to_owned();
    assert!(panel.contains("--brand:#ffd43b"), "{panel}");
    let shown = test.post("/api/look", me, look("#ffd43b")).await.ok();
    assert_eq!((&shown["panel"], &shown["light"]["adjusted"]), (&json!(panel), &json!(true)));
    assert_eq!(shown["dark"]["adjusted"], false);
}

async fn a_sight_is_kept_to_its_origin(test: TestApp) {
    let (id, site) = test.site().await;
    let (loader, frame) = (format!("/widget.js?site={site}"), format!("/frame/{site}"));
    test.page_asks(&loader, "https://shop.example/cart?secret=1").await;
    test.page_asks(&loader, &format!("{}/preview/{site}", test.app.config.origin())).await;
    let seen = test.sighted("the loader was fetched", |seen| seen.len() == 1).await;
    assert_eq!(
        (&seen[0]["origin"], &seen[0]["allowed"]),
        (&json!("https://shop.example"), &json!(false))
    );
    assert!(seen[0]["loaded_at"].is_i64() && seen[0]["opened_at"].is_null(), "{seen:?}");
    test.page_asks(&frame, "https://shop.example/").await;
    test.sighted("it was refused", |seen| seen[0]["refused_at"].is_i64()).await;
    let allow = json!({ "allowed_sites": ["https://shop.example"] });
    test.send(Method::PATCH, &format!("/api/assistants/{id}"), test.owner.who(), allow).await.ok();
    test.page_asks(&frame, "https://shop.example/").await;
    let seen = test.sighted("it was opened", |seen| seen[0]["opened_at"].is_i64()).await;
    assert_eq!((seen.len(), &seen[0]["allowed"]), (1, &json!(true)));
}

async fn strangers_fill_no_table(test: TestApp) {
    let (id, site) = test.site().await;
    let allow = json!({ "allowed_sites": ["https://shop.example"] });
    test.send(Method::PATCH, &format!("/api/assistants/{id}"), test.owner.who(), allow).await.ok();
    let loader = format!("/widget.js?site={site}");
    for number in 0..60 {
        test.page_asks(&loader, &format!("https://x{number}.example/")).await;
    }
    test.page_asks(&loader, "https://shop.example/").await;
    let is_there = |seen: &[Value]| seen.iter().any(|it| it["allowed"] == true);
    let seen = test.sighted("the shop was seen all the same", is_there).await;
    assert!(seen.len() <= SIGHTINGS_OF_STRANGERS_MAX + 1, "{}", seen.len());
}
