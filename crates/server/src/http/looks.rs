//! How an assistant looks, and where its snippet was seen.

use axum::Json;
use axum::extract::State;
use domain::look::{Colour, Look, Shades};
use uuid::Uuid;

use super::Failure;
use super::guard::SignedIn;
use super::input::{Body, Named};
use crate::app::App;
use crate::look;
use crate::protocol::{self as p, LookShown, ShadesView, SightingView, Sightings};

/// What follows from a look that is not stored yet.
pub(crate) async fn show(Body(asked): Body<p::Look>) -> Result<Json<LookShown>, Failure> {
    let look = read(asked)?;
    Ok(Json(LookShown {
        launcher: look::launcher(&look),
        panel: look::panel(&look),
        light: shades(look.on_light()),
        dark: shades(look.on_dark()),
    }))
}

/// Where the snippet of an assistant was seen.
pub(crate) async fn sightings(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<Json<Sightings>, Failure> {
    let mut conn = app.db.read().await?;
    let assistant = conn.of(me.tenant).assistant(id.into()).await?;
    let allowed = assistant.ok_or_else(Failure::not_found)?.allowed_sites;
    let known = conn.of(me.tenant).sightings(id.into()).await?;
    let sightings = known
        .into_iter()
        .map(|it| SightingView {
            allowed: allowed.contains(&it.origin),
            origin: Some(it.origin).filter(|origin| !origin.is_empty()),
            first_at: it.first_at,
            last_at: it.last_at,
            loaded_at: it.loaded_at,
            opened_at: it.opened_at,
            refused_at: it.refused_at,
        })
        .collect();
    Ok(Json(Sightings { sightings }))
}

/// A look as it comes in.
pub(super) fn read(asked: p::Look) -> Result<Look, Failure> {
    let colour = |field, text: &str| {
        let why = "Write a colour as # and six digits, such as #3b5bdb.";
        Colour::parse(text).ok_or_else(|| Failure::field(field, why))
    };
    let look = Look {
        brand: colour("look.brand", &asked.brand)?,
        brand_dark: asked.brand_dark.map(|text| colour("look.brand_dark", &text)).transpose()?,
        theme: asked.theme,
        side: asked.side,
        offset_side_px: asked.offset_side_px,
        offset_bottom_px: asked.offset_bottom_px,
        sign: asked.sign,
        label: asked.label,
        radius_px: asked.radius_px,
    };
    look.checked().map_err(|wrong| Failure::field(&format!("look.{}", wrong.field), wrong.why))
}

/// A look as it goes out.
pub(super) fn view(look: Look) -> p::Look {
    p::Look {
        brand: look.brand.to_string(),
        brand_dark: look.brand_dark.map(|colour| colour.to_string()),
        theme: look.theme,
        side: look.side,
        offset_side_px: look.offset_side_px,
        offset_bottom_px: look.offset_bottom_px,
        sign: look.sign,
        label: look.label,
        radius_px: look.radius_px,
    }
}

fn shades(shades: Shades) -> ShadesView {
    ShadesView {
        brand: shades.brand.to_string(),
        on_brand: shades.on_brand.to_string(),
        text: shades.text.to_string(),
        adjusted: shades.is_text_adjusted(),
    }
}
