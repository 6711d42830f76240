//! The demo shop's own program, which lookups ask as they would a real shop's. It knows nothing of
//! Baton, and what it was told to do lasts as long as it runs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{FromRequest, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::Files;
use crate::clock;

/// What every request has to carry, as `Authorization: Bearer demo-shop-key`.
pub(super) const KEY: &str = "demo-shop-key";

/// Deeds that are remembered; what came before is forgotten. Hours of trying make fewer.
const DEEDS_MAX: usize = 1_000;

/// Viewings are booked from so many days ahead, and never over a weekend.
const VIEWING_DAYS_MIN: i32 = 2;

/// Viewings on one day: every half hour from 11:00, the last at 15:30.
const VIEWINGS_MAX: usize = 10;

/// Serves the shop's program until it is dropped.
pub(super) async fn serve(listener: TcpListener) -> anyhow::Result<()> {
    Ok(axum::serve(listener, router(|| clock::day_in("UTC"))).await?)
}

fn router(today: fn() -> Date) -> Router {
    let shop = Shop { today, books: Arc::new(Mutex::new(Books::read())) };
    Router::new()
        .route("/orders/{number}", get(order))
        .route("/customers/orders", get(orders_of))
        .route("/stock/{item}", get(stock))
        .route("/orders/{number}/cancel", post(cancel))
        .route("/orders/{number}/returns", post(take_back))
        .route("/viewings", post(book))
        .route("/events", post(take_event))
        .route("/log", get(log))
        .fallback(nothing)
        .method_not_allowed_fallback(nothing)
        .layer(middleware::from_fn(known_only))
        .with_state(shop)
}

#[derive(Clone)]
struct Shop {
    today: fn() -> Date,
    books: Arc<Mutex<Books>>,
}

#[derive(Deserialize)]
struct Books {
    orders: Vec<Order>,
    pieces: Vec<Piece>,
    /// What was done, with what was answered.
    #[serde(skip)]
    done: Vec<(Deed, Value)>,
}

#[derive(Deserialize, Serialize)]
struct Order {
    number: String,
    #[serde(skip_serializing)]
    email: String,
    status: Status,
    /// Days from today on, as all days here.
    #[serde(skip_serializing)]
    placed_days: i32,
    #[serde(skip_serializing)]
    arrives_days: Option<i32>,
    carrier: Option<String>,
    total: String,
    payment: Payment,
    items: Vec<Item>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Processing,
    Shipped,
    Delivered,
    Cancelled,
}

#[derive(Deserialize, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
enum Payment {
    Paid,
    Failed { reason: Option<String> },
    Pending { reason: Option<String> },
}

#[derive(Deserialize, Serialize)]
struct Item {
    id: String,
    name: String,
    #[serde(skip)]
    is_returned: bool,
}

/// What stands on the demo's pages.
#[derive(Deserialize, Serialize)]
struct Piece {
    #[serde(rename(serialize = "item"))]
    id: String,
    name: String,
    in_stock: bool,
    at_auction: bool,
    #[serde(skip_serializing)]
    expected_days: Option<i32>,
}

struct Deed {
    path: String,
    key: Option<String>,
    body: Value,
}

struct Refused(StatusCode, String);

type Answer = Result<Value, Refused>;
type Asked = BTreeMap<String, String>;

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

impl<S: Send + Sync> FromRequest<S> for Deed {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let path = request.uri().path().to_owned();
        let key = request.headers().get("idempotency-key");
        let key = key.and_then(|it| it.to_str().ok()).map(str::to_owned);
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|_| unfit("The body cannot be read."))?;
        let bytes = if bytes.is_empty() { Bytes::from_static(b"null") } else { bytes };
        let body = serde_json::from_slice(&bytes).map_err(|_| unfit("The body is no JSON."))?;
        Ok(Self { path, key, body })
    }
}

impl Deed {
    fn text(&self, name: &str) -> Result<&str, Refused> {
        let text = self.body[name].as_str().map(str::trim).filter(|text| !text.is_empty());
        text.ok_or_else(|| unfit(&format!("Send {name:?}, as a text.")))
    }
}

fn unfit(why: &str) -> Refused {
    Refused(StatusCode::UNPROCESSABLE_ENTITY, why.to_owned())
}

fn missing(what: &str) -> Refused {
    Refused(StatusCode::NOT_FOUND, format!("There is no such {what}."))
}

async fn nothing() -> Refused {
    missing("address")
}

async fn known_only(request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    if given.and_then(|it| it.strip_prefix("Bearer ")) == Some(KEY) {
        return next.run(request).await;
    }
    Refused(StatusCode::UNAUTHORIZED, "This key is not known.".to_owned()).into_response()
}

async fn order(State(shop): State<Shop>, Path(number): Path<String>) -> Response {
    shop.ask(|books, today| {
        let order = books.order(&number)?;
        let mut answer = json!(order);
        answer["can_cancel"] = json!(order.status == Status::Processing);
        let answer = dated(answer, "placed_on", Some(workday(today, order.placed_days)));
        Ok(dated(answer, "arrives_on", order.arrives_days.map(|days| workday(today, days))))
    })
}

async fn orders_of(State(shop): State<Shop>, Query(asked): Query<Asked>) -> Response {
    shop.ask(|books, _| {
        let email = asked.get("email").ok_or_else(|| unfit("Send \"email\"."))?;
        let own = books.orders.iter().filter(|it| it.email.eq_ignore_ascii_case(email.trim()));
        let title = |it: &Order| it.items.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        let listed = |it: &Order| json!({ "number": it.number, "title": title(it).join(", ") });
        Ok(json!({ "orders": own.map(listed).collect::<Vec<_>>() }))
    })
}

async fn stock(State(shop): State<Shop>, Path(item): Path<String>) -> Response {
    shop.ask(|books, today| {
        let piece = books.piece(&item)?;
        let expected = piece.expected_days.map(|days| workday(today, days));
        Ok(dated(json!(piece), "expected_on", expected))
    })
}

async fn cancel(State(shop): State<Shop>, Path(number): Path<String>, deed: Deed) -> Response {
    shop.once(deed, |books, today, deed| books.cancel(&number, deed, today))
}

async fn take_back(State(shop): State<Shop>, Path(number): Path<String>, deed: Deed) -> Response {
    shop.once(deed, |books, today, deed| books.take_back(&number, deed, today))
}

async fn book(State(shop): State<Shop>, deed: Deed) -> Response {
    shop.once(deed, |books, today, deed| books.book(deed, today))
}

async fn take_event(State(shop): State<Shop>, deed: Deed) -> Response {
    shop.once(deed, |_, _, _| Ok(json!({ "taken": true })))
}

async fn log(State(shop): State<Shop>) -> Response {
    let shown = |it: &Deed| json!({ "method": "POST", "path": it.path, "key": it.key });
    shop.ask(|books, _| Ok(books.done.iter().map(|(deed, _)| shown(deed)).collect()))
}

impl Shop {
    fn ask(&self, answer: impl FnOnce(&mut Books, Date) -> Answer) -> Response {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        answer(&mut books, (self.today)()).map(Json).into_response()
    }

    /// Does it, unless it was done under the same key: then the answer is the same.
    fn once(&self, deed: Deed, act: impl FnOnce(&mut Books, Date, &Deed) -> Answer) -> Response {
        self.ask(|books, today| {
            let is_same = |(done, _): &&(Deed, Value)| done.key.is_some() && done.key == deed.key;
            match books.done.iter().find(is_same) {
                Some((done, answer)) if done.path == deed.path => return Ok(answer.clone()),
                Some(_) => return Err(unfit("This Idempotency-Key stands for something else.")),
                None => {}
            }
            let answer = act(books, today, &deed)?;
            if books.done.len() == DEEDS_MAX {
                books.done.remove(0);
            }
            books.done.push((Deed { body: Value::Null, ..deed }, answer.clone()));
            Ok(answer)
        })
    }
}

impl Books {
    fn read() -> Self {
        let file = Files::get("service.json").expect("the shop's books are in the binary");
        serde_json::from_slice(&file.data).expect("the shop's books are well formed")
    }

    fn order(&mut self, number: &str) -> Result<&mut Order, Refused> {
        let found = self.orders.iter_mut().find(|it| it.number.eq_ignore_ascii_case(number));
        found.ok_or_else(|| missing("order"))
    }

    /// By its number or name, else by a part of a name that no other has.
    fn piece(&self, said: &str) -> Result<&Piece, Refused> {
        let said = folded(said);
        let exact =
            self.pieces.iter().find(|it| said == folded(&it.id) || said == folded(&it.name));
        let mut alike = self.pieces.iter().filter(|it| folded(&it.name).contains(&said));
        let only = alike.next().filter(|_| alike.next().is_none());
        exact.or(only).ok_or_else(|| missing("piece"))
    }

    fn cancel(&mut self, number: &str, deed: &Deed, today: Date) -> Answer {
        deed.text("reason")?;
        let order = self.order(number)?;
        let cancelled = order.status == Status::Processing;
        if cancelled {
            order.status = Status::Cancelled;
        }
        let is_owed = cancelled && matches!(order.payment, Payment::Paid);
        let answer = json!({ "cancelled": cancelled, "status": order.status });
        Ok(dated(answer, "refund_by", is_owed.then(|| workday(today, 2))))
    }

    fn take_back(&mut self, number: &str, deed: &Deed, today: Date) -> Answer {
        let (item, _) = (deed.text("item")?, deed.text("reason")?);
        let count = self.orders.iter().flat_map(|it| &it.items).filter(|it| it.is_returned).count();
        let order = self.order(number)?;
        let item = order.items.iter_mut().find(|it| it.id.eq_ignore_ascii_case(item));
        let item = item.ok_or_else(|| missing("item in this order"))?;
        if order.status != Status::Delivered || item.is_returned {
            return Err(unfit("This item is not there yet, or is on its way back already."));
        }
        item.is_returned = true;
        let answer = json!({ "return": format!("R-{}", 5_001 + count), "item": item });
        Ok(dated(answer, "send_by", Some(workday(today, 7))))
    }

    fn book(&self, deed: &Deed, today: Date) -> Answer {
        let (piece, day) = (self.piece(deed.text("lot")?)?, deed.text("day")?.parse::<Date>());
        let day = day.map_err(|_| unfit("Send \"day\" as 2026-03-14."))?;
        let on_day = |it: &Value| it["booked"] == true && it["day"] == day.to_string();
        let taken = self.done.iter().filter(|(_, answer)| on_day(answer)).count();
        let why = if day < workday(today, VIEWING_DAYS_MIN) {
            Some("A viewing is booked at least two working days ahead.")
        } else if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday | Weekday::Monday) {
            Some("Viewings are from Tuesday to Friday.")
        } else if piece.at_auction && day.weekday() == Weekday::Thursday {
            Some("Lots are not shown on Thursdays, the day of the auction.")
        } else if taken == VIEWINGS_MAX {
            Some("That day is full.")
        } else {
            None
        };
        let minutes = 11 * 60 + 30 * taken;
        let at = why.is_none().then(|| format!("{}:{:02}", minutes / 60, minutes % 60));
        Ok(dated(json!({ "booked": why.is_none(), "at": at, "why": why }), "day", Some(day)))
    }
}

/// Small letters, and one kind of apostrophe.
fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace('’', "'")
}

/// The day so many days away, or the nearest beyond it that is in no weekend.
fn workday(today: Date, days: i32) -> Date {
    let mut day = today.saturating_add(Span::new().days(days));
    while days != 0 && matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = day.saturating_add(Span::new().days(days.signum()));
    }
    day
}

/// The answer with a day, as programs and as people read it.
fn dated(mut answer: Value, name: &str, day: Option<Date>) -> Value {
    answer[name] = json!(day.map(|day| day.to_string()));
    answer["in_words"][name] = json!(day.map(|day| day.strftime("%A %-d %B").to_string()));
    answer
}

#[cfg(test)]
mod tests;
