//! How visitors prove who they are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Person;

/// What the site's backend says of the visitor.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ProveIdentity {
    /// A JSON web token, signed by HS256 with a key of the workspace.
    Token { token: String },
    /// The user's id, and its HMAC-SHA256 by such a key in hexadecimal signs. It proves the id
    /// alone and never expires.
    Hash { id: String, hash: String },
}

/// How a thing about a visitor is known to be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProofNow {
    /// It was said, by the visitor or by the page.
    None,
    /// A mail to this address confirmed it.
    Mailed,
    /// The site's backend signed it.
    Signed,
}

/// An attribute as teammates see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct AttributeView {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) standing: AttributeStanding,
}

/// What an attribute is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AttributeStanding {
    /// The site's backend signed it.
    Signed,
    /// The page says so.
    Said,
    /// The page says so, but only a signed one of this name counts.
    Ignored,
}

/// How visitors of a workspace prove who they are.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct IdentityView {
    /// Signing keys, oldest first; at most two.
    pub(crate) keys: Vec<IdentityKeyView>,
    /// Whether a hash of the id alone is taken.
    pub(crate) allow_hash: bool,
    /// Names of attributes that count only when signed.
    pub(crate) signed_only: Vec<String>,
}

/// A signing key, without its secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct IdentityKeyView {
    pub(crate) id: Uuid,
    /// The last signs of the secret.
    pub(crate) hint: String,
    pub(crate) created_by: Person,
    pub(crate) created_at: i64,
    /// When it last proved a visitor, to the hour.
    pub(crate) used_at: Option<i64>,
}

/// A new signing key. The secret is told this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FreshIdentityKey {
    pub(crate) key: IdentityKeyView,
    pub(crate) secret: String,
}

/// Changes how visitors prove who they are. What is absent is left as it was.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeIdentity {
    #[serde(default)]
    pub(crate) allow_hash: Option<bool>,
    /// At most 40 names; compared without regard to case.
    #[serde(default)]
    pub(crate) signed_only: Option<Vec<String>>,
}
