//! How an assistant looks, and where it was seen.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What the owner chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Look {
    /// As `#3b5bdb`.
    pub(crate) brand: String,
    /// The same on dark; `brand` there too where absent.
    #[serde(default)]
    pub(crate) brand_dark: Option<String>,
    #[schema(value_type = ThemeName)]
    pub(crate) theme: domain::look::Theme,
    #[schema(value_type = SideName)]
    pub(crate) side: domain::look::Side,
    pub(crate) offset_side_px: u16,
    pub(crate) offset_bottom_px: u16,
    #[schema(value_type = SignName)]
    pub(crate) sign: domain::look::Sign,
    /// Words on the launcher; empty for none.
    pub(crate) label: String,
    pub(crate) radius_px: u16,
}

/// The themes, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::look::Theme in the description")]
pub(crate) enum ThemeName {
    System,
    Light,
    Dark,
}

/// The sides, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::look::Side in the description")]
pub(crate) enum SideName {
    Start,
    End,
}

/// The signs, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::look::Sign in the description")]
pub(crate) enum SignName {
    Bubble,
    Question,
    Bell,
    Spark,
}

/// What follows from a look: style sheets for launcher and panel, and the shades of its colours.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LookShown {
    pub(crate) launcher: String,
    pub(crate) panel: String,
    pub(crate) light: ShadesView,
    pub(crate) dark: ShadesView,
}

/// The shades of a colour on one ground.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ShadesView {
    /// The owner's colour, as it is.
    pub(crate) brand: String,
    /// Texts on it.
    pub(crate) on_brand: String,
    /// Links and texts in it.
    pub(crate) text: String,
    /// Texts are not in the owner's own colour, because it could not be read.
    pub(crate) adjusted: bool,
}

/// Where an assistant's snippet was seen, the latest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Sightings {
    pub(crate) sightings: Vec<SightingView>,
}

/// A site on which the snippet was seen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SightingView {
    /// Such as `https://shop.example`; absent where the browser did not say.
    pub(crate) origin: Option<String>,
    /// Whether it may show the chat now.
    pub(crate) allowed: bool,
    pub(crate) first_at: i64,
    /// To the minute.
    pub(crate) last_at: i64,
    /// When the loader was last fetched.
    pub(crate) loaded_at: Option<i64>,
    /// When the chat was last opened.
    pub(crate) opened_at: Option<i64>,
    /// When the chat was last asked for in vain.
    pub(crate) refused_at: Option<i64>,
}

/// Which of a picture's two files.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct PictureQuery {
    /// The small one, as a thread shows it.
    #[serde(default)]
    pub(crate) small: bool,
}

/// A picture that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct PictureView {
    pub(crate) id: Uuid,
    /// In pixels; 0 of a file that is no picture.
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// What a file is called that is no picture, and is only downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
}

/// What an upload is for.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub(crate) struct UploadQuery {
    /// For a form, which takes files that are no pictures too.
    #[serde(default)]
    pub(crate) any_file: bool,
}
