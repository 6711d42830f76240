//! The guided setup: what is there, and what was said of it.

use axum::Json;
use axum::extract::State;
use domain::setup::{Facts, Step, standing};
use store::{Conn, MailState, Setup, Tenant};

use super::Failure;
use super::guard::SignedIn;
use super::input::Body;
use crate::accounts::UNNAMED;
use crate::app::App;
use crate::clock;
use crate::protocol::{ChangeSetup, SetupView, StepView};

/// Mails that tell whether mail leaves.
const MAILS_LOOKED_AT: usize = 20;

/// How far the setup is.
pub(crate) async fn view(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<SetupView>, Failure> {
    let mut conn = app.db.read().await?;
    let setup = conn.of(me.tenant).setup().await?;
    Ok(Json(shown(facts(&mut conn, me.tenant).await?, &setup)))
}

/// Says something of it.
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Body(asked): Body<ChangeSetup>,
) -> Result<Json<SetupView>, Failure> {
    let setup = app
        .db
        .write::<_, Failure, _>(move |tx| {
            let asked = asked.clone();
            Box::pin(async move {
                let mut rows = tx.write_of(me.tenant);
                rows.hold().await?;
                let mut setup = rows.setup().await?;
                if let Some(said) = asked.mark {
                    setup.marks.insert(said.step, said.mark);
                }
                setup.closed = asked.closed.unwrap_or(setup.closed);
                rows.save_setup(&setup).await?;
                Ok(setup)
            })
        })
        .await?;
    let mut conn = app.db.read().await?;
    Ok(Json(shown(facts(&mut conn, me.tenant).await?, &setup)))
}

fn shown(facts: Facts, setup: &Setup) -> SetupView {
    let steps =
        Step::ALL.map(|step| StepView { step, standing: standing(step, facts, &setup.marks) });
    SetupView { steps: steps.into(), closed: setup.closed }
}

async fn facts(conn: &mut Conn, tenant: Tenant) -> store::Result<Facts> {
    let mut rows = conn.of(tenant);
    let teammates = rows.teammates().await?.into_iter().filter(|it| it.active).count();
    let invited = rows.invitations(clock::now()).await?.len();
    let assistants = rows.assistants().await?;
    let mut seen = false;
    for assistant in &assistants {
        let sightings = rows.sightings(assistant.id).await?;
        seen |= sightings.iter().any(|it| assistant.allowed_sites.contains(&it.origin));
    }
    // Mails that wait and none that was sent: what was set up does not work yet.
    let mails = rows.mails(None, MAILS_LOOKED_AT).await?;
    let leaves = mails.is_empty() || mails.iter().any(|mail| mail.state == MailState::Sent);
    Ok(Facts {
        named: rows.name().await? != UNNAMED,
        learnt: rows.has_learnt().await?,
        allowed: assistants.iter().any(|it| !it.allowed_sites.is_empty()),
        seen,
        mail: rows.sends_mail().await? && leaves,
        team: teammates + invited > 1,
    })
}
