//! What an assistant's models may cost in a month. At its end answers are quotations, as without a
//! model; nobody is left without one.

use domain::conversation::Millis;
use domain::id::AssistantId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::{StoreError, Tenant, day_of};

use super::meter::money;
use crate::app::App;
use crate::assistants::Settings;
use crate::clock;
use crate::protocol::{BudgetState, BudgetView};

/// Of a hundred, from where on the owner is warned.
const LOW_PERCENT: i64 = 80;

/// The first day of a moment's month, in UTC, since 1970.
pub(super) fn month_of(at: Millis) -> i64 {
    let date = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::UTC).date();
    day_of(at) - i64::from(date.day()) + 1
}

fn state(limit: Option<i64>, spent: i64) -> BudgetState {
    match limit {
        Some(limit) if spent >= limit => BudgetState::Spent,
        Some(limit) if i128::from(spent) * 100 >= i128::from(limit) * i128::from(LOW_PERCENT) => {
            BudgetState::Low
        }
        _ => BudgetState::Fine,
    }
}

/// How far an assistant's budget is used up.
pub(crate) async fn view(
    app: &App,
    tenant: Tenant,
    of: AssistantId,
) -> Result<BudgetView, StoreError> {
    let mut conn = app.db.read().await?;
    let mut rows = conn.of(tenant);
    let limit =
        rows.assistant(of).await?.and_then(|known| Settings::of(&known).monthly_budget_micros);
    let days = rows.model_days(of, month_of(clock::now())).await?;
    let spent = days.iter().map(|day| day.cost).sum();
    let unpriced = days.iter().map(|day| day.unpriced).sum();
    let (monthly, state) = (limit.map(money), state(limit, spent));
    Ok(BudgetView { monthly, spent: money(spent), unpriced, state })
}

/// Whether nothing is left of it.
pub(super) async fn is_spent(
    app: &App,
    tenant: Tenant,
    of: AssistantId,
    settings: &Settings,
) -> store::Result<bool> {
    let is_limited = settings.monthly_budget_micros.is_some();
    Ok(is_limited && view(app, tenant, of).await?.state == BudgetState::Spent)
}

#[cfg(test)]
mod tests {
    use super::{month_of, state};
    use crate::protocol::BudgetState::{Fine, Low, Spent};

    #[test]
    fn a_month_begins_on_its_first_day() {
        const DAY: i64 = 24 * 60 * 60 * 1_000;
        assert_eq!(month_of(0), 0);
        assert_eq!(month_of(31 * DAY - 1), 0);
        assert_eq!(month_of(31 * DAY), 31);
    }

    #[test]
    fn a_budget_warns_before_it_ends() {
        for (limit, spent, expected) in [
            (None, i64::MAX, Fine),
            (Some(100), 79, Fine),
            (Some(100), 80, Low),
            (Some(100), 100, Spent),
            (Some(0), 0, Spent),
            (Some(i64::MAX), i64::MAX / 2, Fine),
        ] {
            assert_eq!(state(limit, spent), expected, "{spent} of {limit:?}");
        }
    }
}
