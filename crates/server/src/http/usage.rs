//! What an assistant's models did, what that cost, and how far they may go.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use domain::id::AssistantId;
use domain::limits::MODEL_PRICES_MAX;
use jiff::civil::Date;
use store::{ModelPrice, StoreError, Tenant, day_of};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{self, Asked, Body, Named};
use super::models::is_ours;
use crate::app::App;
use crate::assistants::Settings;
use crate::models::{MICROS, budget, money, word};
use crate::protocol::{
    BudgetView, CallFacts, Price, Prices, SetBudget, UsageLine, UsageQuery, UsageView,
};
use crate::{clock, csv_table};

/// Days that are looked back unless told, today among them.
const DAYS: u32 = 30;

/// Days that can be looked back.
const DAYS_MAX: u32 = 366;

/// Calls of one table.
const CALLS_MAX: u32 = 200_000;

/// Most that can be asked for: a sum, a price.
const MONEY_MAX: f64 = 1_000_000.0;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What its models did, by day.
pub(crate) async fn days(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<UsageQuery>,
) -> Result<Json<UsageView>, Failure> {
    let of = AssistantId::from(id);
    let days = lines(&app, me.tenant, of, asked).await?;
    Ok(Json(UsageView { days, budget: budget::view(&app, me.tenant, of).await? }))
}

async fn lines(
    app: &App,
    tenant: Tenant,
    of: AssistantId,
    asked: UsageQuery,
) -> Result<Vec<UsageLine>, Failure> {
    is_ours(app, tenant, of).await?;
    let days = app.db.read().await?.of(tenant).model_days(of, since(asked)?).await?;
    let read = |text: &str| serde_json::Value::from(text);
    let line = |day: store::ModelDay| {
        Some(UsageLine {
            day: date(day.day),
            purpose: serde_json::from_value(read(&day.purpose)).ok()?,
            outcome: serde_json::from_value(read(&day.outcome)).ok()?,
            model: day.model,
            calls: day.calls,
            tokens_in: day.tokens_in,
            tokens_out: day.tokens_out,
            cost: money(day.cost),
            unpriced: day.unpriced,
        })
    };
    Ok(days.into_iter().filter_map(line).collect())
}

/// The first of the days that are asked for, since 1970.
fn since(UsageQuery { days }: UsageQuery) -> Result<i64, Failure> {
    let days = days.unwrap_or(DAYS);
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Failure::field("days", format!("Choose from 1 to {DAYS_MAX}.")));
    }
    Ok(day_of(clock::now()) - i64::from(days) + 1)
}

/// A day since 1970 as people write it.
fn date(day: i64) -> String {
    let epoch = Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(day);
    span.and_then(|span| epoch.checked_add(span)).unwrap_or(epoch).to_string()
}

/// The same as a table.
pub(crate) async fn days_csv(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<UsageQuery>,
) -> Result<impl IntoResponse, Failure> {
    const HEADER: [&str; 9] = [
        "day",
        "model",
        "purpose",
        "outcome",
        "calls",
        "tokens_in",
        "tokens_out",
        "cost",
        "calls_without_price",
    ];
    let lines = lines(&app, me.tenant, id.into(), asked).await?;
    let row = |line: UsageLine| {
        vec![
            line.day,
            line.model,
            word(&line.purpose),
            word(&line.outcome),
            line.calls.to_string(),
            line.tokens_in.to_string(),
            line.tokens_out.to_string(),
            line.cost.to_string(),
            line.unpriced.to_string(),
        ]
    };
    Ok(table("usage.csv", &HEADER, lines.into_iter().map(row).collect()))
}

/// Every question to its models, a line each.
pub(crate) async fn calls_csv(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<UsageQuery>,
) -> Result<impl IntoResponse, Failure> {
    const HEADER: [&str; 14] = [
        "at",
        "conversation",
        "turn",
        "purpose",
        "provider",
        "model",
        "outcome",
        "trouble",
        "tokens_in",
        "tokens_out",
        "estimated",
        "cost",
        "first_ms",
        "took_ms",
    ];
    let of = AssistantId::from(id);
    is_ours(&app, me.tenant, of).await?;
    let span = (since(asked)? * DAY_MS, clock::now() + 1);
    let calls = app.db.read().await?.of(me.tenant).calls_between(of, span, CALLS_MAX).await?;
    let rows = calls.into_iter().filter_map(|call| {
        let facts: CallFacts = serde_json::from_str(&call.body).ok()?;
        let at = jiff::Timestamp::from_millisecond(call.at).ok()?;
        let number = |it: Option<u32>| it.map(|it| it.to_string()).unwrap_or_default();
        Some(vec![
            at.to_string(),
            call.of.map(|(conversation, _)| conversation.to_string()).unwrap_or_default(),
            number(call.of.map(|(_, turn)| turn)),
            word(&facts.purpose),
            word(&facts.provider),
            facts.model,
            word(&facts.outcome),
            facts.trouble.unwrap_or_default(),
            facts.tokens_in.to_string(),
            facts.tokens_out.to_string(),
            facts.estimated.to_string(),
            facts.cost.map(|cost| cost.to_string()).unwrap_or_default(),
            number(facts.first_ms),
            facts.took_ms.to_string(),
        ])
    });
    Ok(table("calls.csv", &HEADER, rows.collect()))
}

fn table(name: &str, header: &[&str], rows: Vec<Vec<String>>) -> impl IntoResponse {
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned());
    let shown = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    ([kind, shown], csv_table::text(header, rows))
}

/// Says what its models may cost in a month.
pub(crate) async fn set_budget(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<SetBudget>,
) -> Result<Json<BudgetView>, Failure> {
    let (tenant, of) = (me.tenant, AssistantId::from(id));
    let micros = asked.monthly.map(|money| micros("monthly", money)).transpose()?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                tx.write_of(tenant).hold().await?;
                let known = tx.of(tenant).assistant(of).await?;
                let mut known = known.ok_or_else(Failure::not_found)?;
                let mut settings = Settings::of(&known);
                settings.monthly_budget_micros = micros;
                known.settings = settings.text();
                tx.write_of(tenant).save_assistant(&known).await?;
                Ok::<_, Failure>(())
            })
        })
        .await?;
    Ok(Json(budget::view(&app, tenant, of).await?))
}

/// A sum of money in millionths.
fn micros(field: &str, money: f64) -> Result<i64, Failure> {
    if !(0.0..=MONEY_MAX).contains(&money) {
        return Err(Failure::field(field, format!("Choose a number from 0 to {MONEY_MAX}.")));
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is a million millionths at most")]
    Ok((money * MICROS).round() as i64)
}

/// What models cost.
pub(crate) async fn prices(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<Prices>, Failure> {
    let prices = app.db.read().await?.of(me.tenant).model_prices().await?;
    let view = |price: ModelPrice| Price {
        model: price.model,
        input: money(price.tokens_in),
        output: money(price.tokens_out),
    };
    Ok(Json(Prices { prices: prices.into_iter().map(view).collect() }))
}

/// Says what models cost, in place of all that was said before.
pub(crate) async fn set_prices(
    state: State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<Prices>,
) -> Result<Json<Prices>, Failure> {
    if asked.prices.len() > MODEL_PRICES_MAX {
        return Err(Failure::field("prices", format!("At most {MODEL_PRICES_MAX} models.")));
    }
    let mut prices: Vec<ModelPrice> = Vec::new();
    for price in asked.prices {
        let model = input::name("prices", &price.model)?;
        if prices.iter().any(|other| other.model == model) {
            return Err(Failure::field("prices", format!("{model} stands there twice.")));
        }
        let (tokens_in, tokens_out) =
            (micros("prices", price.input)?, micros("prices", price.output)?);
        prices.push(ModelPrice { model, tokens_in, tokens_out });
    }
    let prices_kept = Arc::new(prices);
    let tenant = me.tenant;
    state
        .db
        .write::<_, StoreError, _>(move |tx| {
            let prices = Arc::clone(&prices_kept);
            Box::pin(async move { tx.write_of(tenant).set_model_prices(&prices).await })
        })
        .await?;
    self::prices(state, SignedIn(me)).await
}

#[cfg(test)]
mod tests {
    use super::{date, micros};

    #[test]
    fn days_and_sums_are_written_as_people_do() {
        assert_eq!((date(0), date(20_779)), ("1970-01-01".to_owned(), "2026-11-22".to_owned()));
        assert_eq!(micros("x", 0.15).ok(), Some(150_000));
        assert!(micros("x", -1.0).is_err() && micros("x", f64::NAN).is_err());
    }
}
