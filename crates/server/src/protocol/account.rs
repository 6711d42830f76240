//! People: signing in, links, roles.

use std::collections::BTreeMap;

use assistant::copy::Voice;
use assistant::guidance::Guidance;
use domain::access::Role;
use domain::rollout::Rollout;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{GuidanceName, RolloutName, TeamView, VoiceName};

/// The signed-in teammate.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Me {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) email: String,
    #[schema(value_type = RoleName)]
    pub(crate) role: Role,
    pub(crate) workspace: String,
    /// Away by hand.
    pub(crate) away: bool,
    /// Signs in with a code besides the password.
    pub(crate) second_factor: bool,
    /// Recovery codes that were not used yet.
    pub(crate) recovery_codes: i64,
    /// Nothing else can be done before a second factor is set up.
    pub(crate) confined: bool,
    /// Their picture, at `/pictures/{id}`.
    pub(crate) picture: Option<Uuid>,
}

/// The roles, for the description.
#[derive(ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "stands for domain::access::Role in the description")]
pub(crate) enum RoleName {
    Agent,
    Admin,
    Owner,
}

/// Signs in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    pub(crate) email: String,
    pub(crate) password: String,
    /// From the app of the second factor, or a recovery code: for whoever has one.
    #[serde(default)]
    pub(crate) code: Option<String>,
}

/// What a one-time link is for. The token stands behind the `#` of the address, which browsers
/// send to nobody, and in the body of the request.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenLink {
    pub(crate) token: String,
}

/// A link that still works.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LinkView {
    pub(crate) kind: LinkKind,
    pub(crate) workspace: String,
    /// Whom it is for, where that is known already.
    pub(crate) email: Option<String>,
    pub(crate) name: Option<String>,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LinkKind {
    /// The first owner names the workspace and themselves.
    Setup,
    /// A teammate joins.
    Invite,
    /// A teammate chooses a new password.
    Reset,
    /// Signs in at once; only `baton demo` and the command line make it.
    SignIn,
}

/// Uses a link, once.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UseLink {
    pub(crate) token: String,
    /// For `setup` and `invite`.
    #[serde(default)]
    pub(crate) name: Option<String>,
    /// For `setup`.
    #[serde(default)]
    pub(crate) email: Option<String>,
    /// For `setup`.
    #[serde(default)]
    pub(crate) workspace: Option<String>,
    /// For all but `sign_in`.
    #[serde(default)]
    pub(crate) password: Option<String>,
    /// From the app of the second factor, or a recovery code: for whoever has one.
    #[serde(default)]
    pub(crate) code: Option<String>,
}

/// A teammate.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TeammateView {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) email: String,
    #[schema(value_type = RoleName)]
    pub(crate) role: Role,
    /// False for a teammate who was removed; their words stay.
    pub(crate) active: bool,
    /// Away by hand.
    pub(crate) away: bool,
    /// Signs in with a code besides the password.
    pub(crate) second_factor: bool,
    /// Their picture, at `/pictures/{id}`.
    pub(crate) picture: Option<Uuid>,
}

/// Everybody, and invitations that were not used yet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct People {
    pub(crate) teammates: Vec<TeammateView>,
    /// By name.
    pub(crate) teams: Vec<TeamView>,
    pub(crate) invitations: Vec<InvitationView>,
}

/// An invitation that was not used yet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct InvitationView {
    pub(crate) id: Uuid,
    pub(crate) email: String,
    #[schema(value_type = RoleName)]
    pub(crate) role: Role,
    pub(crate) expires_at: i64,
}

/// Invites somebody.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invite {
    pub(crate) email: String,
    #[schema(value_type = RoleName)]
    pub(crate) role: Role,
}

/// A link to pass on by hand, whether it was mailed or not. It is shown once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct FreshLink {
    pub(crate) address: String,
    pub(crate) expires_at: i64,
    /// The address it was also mailed to, where mail is set up.
    #[serde(default)]
    pub(crate) sent_to: Option<String>,
}

/// Changes a teammate.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeTeammate {
    #[serde(default)]
    #[schema(value_type = Option<RoleName>)]
    pub(crate) role: Option<Role>,
    #[serde(default)]
    pub(crate) name: Option<String>,
}

/// An assistant's settings.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct AssistantView {
    pub(crate) id: Uuid,
    /// What the snippet names.
    pub(crate) site: String,
    pub(crate) name: String,
    pub(crate) greeting: String,
    pub(crate) suggestions: Vec<String>,
    /// Origins that may show the widget, such as `https://shop.example`.
    pub(crate) allowed_sites: Vec<String>,
    pub(crate) look: super::Look,
    /// Its picture, at `/pictures/{id}`.
    pub(crate) picture: Option<Uuid>,
    /// The lines to paste into a page.
    pub(crate) snippet: String,
    /// Put away: its widget is gone, its conversations stay.
    pub(crate) archived: bool,
    /// It learns every source, those to come too.
    pub(crate) learns_all: bool,
    #[schema(value_type = VoiceName)]
    pub(crate) voice: Voice,
    #[schema(value_type = GuidanceName)]
    pub(crate) guidance: Guidance,
    #[schema(value_type = RolloutName)]
    pub(crate) rollout: Rollout,
}

/// All assistants.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Assistants {
    pub(crate) assistants: Vec<AssistantView>,
    /// Conversations that began in the last seven days, by assistant; rehearsals are left out.
    pub(crate) week: BTreeMap<Uuid, i64>,
}

/// Changes an assistant. What is absent is left as it was.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeAssistant {
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) greeting: Option<String>,
    #[serde(default)]
    pub(crate) suggestions: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) allowed_sites: Option<Vec<String>>,
    #[serde(default)]
    #[schema(value_type = Option<VoiceName>)]
    pub(crate) voice: Option<Voice>,
    #[serde(default)]
    #[schema(value_type = Option<GuidanceName>)]
    pub(crate) guidance: Option<Guidance>,
    #[serde(default)]
    #[schema(value_type = Option<RolloutName>)]
    pub(crate) rollout: Option<Rollout>,
    #[serde(default)]
    pub(crate) look: Option<super::Look>,
}
