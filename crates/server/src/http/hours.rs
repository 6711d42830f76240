//! Office hours as their owner keeps them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::schedule::Hours;

use super::Failure;
use super::guard::SignedIn;
use super::input::Body;
use crate::app::App;
use crate::protocol::{
    FieldProblem, HoursChange, HoursNow, HoursView, KeepHours, OfficeHours, ProblemCode, TeamHours,
};
use crate::{clock, hours};

/// Every office hour that is kept.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<OfficeHours>, Failure> {
    let (mut conn, now) = (app.db.read().await?, clock::now());
    let kept = conn.of(me.tenant).hours().await?;
    let mut teams = Vec::with_capacity(kept.teams.len());
    for (team, draft) in kept.teams {
        let open = hours::team_open_now(&app, &mut conn, me.tenant, team, now).await?.open;
        teams.push(TeamHours { team: team.uuid(), hours: HoursView::of(draft), open });
    }
    let open = hours::open_now(&app, &mut conn, me.tenant, now).await?.open;
    Ok(Json(OfficeHours { workspace: kept.workspace.map(HoursView::of), open, teams }))
}

/// Keeps other hours, or none.
pub(crate) async fn keep(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<KeepHours>,
) -> Result<StatusCode, Failure> {
    let (tenant, team) = (me.tenant, asked.team.map(Into::into));
    let draft = asked.hours.map(HoursView::draft);
    if let Some(draft) = &draft {
        Hours::read(draft).map_err(flawed)?;
    }
    let draft = Arc::new(draft);
    let stored = app
        .db
        .write::<_, store::StoreError, _>(move |tx| {
            let draft = Arc::clone(&draft);
            Box::pin(
                async move { tx.write_of(tenant).set_hours(team, draft.as_ref().as_ref()).await },
            )
        })
        .await?;
    app.hours.forget(tenant.workspace());
    if stored { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::not_found()) }
}

/// What hours would come to now, before they are kept.
pub(crate) async fn preview(
    SignedIn(_): SignedIn,
    Body(asked): Body<HoursView>,
) -> Result<Json<HoursNow>, Failure> {
    let kept = Hours::read(&asked.draft()).map_err(flawed)?;
    let now = clock::now();
    let open = hours::open_at(&kept, now);
    let change = open.next_change.and_then(|at| {
        let (then, today) = (kept.local(at)?, kept.local(now)?);
        let days = today.date().until(then.date()).ok()?.get_days();
        Some(HoursChange {
            at,
            date: then.date().to_string(),
            time: format!("{:02}:{:02}", then.hour(), then.minute()),
            days,
        })
    });
    Ok(Json(HoursNow { open: open.open, change }))
}

fn flawed(flaws: Vec<domain::schedule::Flaw>) -> Failure {
    let detail = "These hours do not hold. Correct what is marked.";
    let code = ProblemCode::Invalid;
    let mut failure = Failure::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail);
    let problem =
        |flaw: domain::schedule::Flaw| FieldProblem { field: flaw.field, detail: flaw.detail };
    failure.0.fields = flaws.into_iter().map(problem).collect();
    failure
}
