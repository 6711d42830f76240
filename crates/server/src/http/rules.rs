//! The escalation rules of an assistant.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::conversation::Millis;
use domain::id::AssistantId;
use domain::rule::{Rule, faults};
use store::{RuleList, Tenant};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{Body, Named};
use super::models::is_ours;
use crate::app::App;
use crate::protocol::{BackTest, ProblemCode, RuleHits, RulesView, SaveRules, TryRules};
use crate::{back_test, clock, rules};

/// How far back hits are counted.
const COUNTED_MS: Millis = 30 * 24 * 3_600_000;

/// The list as it stands.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(of): Named<Uuid>,
) -> Result<Json<RulesView>, Failure> {
    is_ours(&app, me.tenant, of.into()).await?;
    shown(&app, me.tenant, of.into()).await.map(Json)
}

async fn shown(app: &App, tenant: Tenant, of: AssistantId) -> Result<RulesView, Failure> {
    let mut conn = app.db.read().await?;
    let (rules, revision) = rules::of(&mut conn, tenant, of).await?;
    let counted = conn.of(tenant).count_rule_hits(of, clock::now() - COUNTED_MS).await?;
    let of_list = counted.into_iter().filter(|(id, ..)| rules.iter().any(|rule| rule.id == *id));
    let hits = of_list.map(|(id, held, decided)| RuleHits { rule: id.uuid(), held, decided });
    let hits = hits.collect();
    Ok(RulesView { rules, revision, hits })
}

fn are_sound(rules: &[Rule]) -> Result<(), Failure> {
    match faults(rules).into_iter().next() {
        Some(fault) => Err(Failure::field(&fault.at, fault.what)),
        None => Ok(()),
    }
}

/// Tries a list on past conversations; nothing changes.
pub(crate) async fn try_on_past(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(of): Named<Uuid>,
    Body(asked): Body<TryRules>,
) -> Result<Json<BackTest>, Failure> {
    is_ours(&app, me.tenant, of.into()).await?;
    are_sound(&asked.rules)?;
    let mut conn = app.db.read().await?;
    Ok(Json(back_test::run(&mut conn, me.tenant, of.into(), &asked.rules).await?))
}

/// Puts a list in the place of the last one, for every turn from now on.
pub(crate) async fn save(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(of): Named<Uuid>,
    Body(asked): Body<SaveRules>,
) -> Result<Json<RulesView>, Failure> {
    let of = AssistantId::from(of);
    is_ours(&app, me.tenant, of).await?;
    are_sound(&asked.rules)?;
    let list = RuleList {
        revision: asked.revision + 1,
        rules: serde_json::to_string(&asked.rules).expect("rules have a JSON form"),
        changed_by: Some(me.teammate),
        changed_at: clock::now(),
    };
    let tenant = me.tenant;
    let work = app.db.write::<_, Failure, _>(move |tx| {
        let list = list.clone();
        Box::pin(async move { Ok(tx.write_of(tenant).save_rule_list(of, &list).await?) })
    });
    if !work.await? {
        let what = "Somebody else changed the rules meanwhile. Look at them, and change them anew.";
        return Err(Failure::new(StatusCode::CONFLICT, ProblemCode::Conflict, what));
    }
    shown(&app, tenant, of).await.map(Json)
}
