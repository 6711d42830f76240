//! Assistants and their settings.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::id::PictureId;
use domain::limits::{ALLOWED_SITES_MAX, SUGGESTIONS_MAX};
use domain::look::Look;
use reqwest::Url;
use store::{Assistant, Tenant};
use uuid::Uuid;

use super::assistant_life::named_once;
use super::guard::SignedIn;
use super::input::{self, Body, Named};
use super::{Failure, going_live, looks, versions};
use crate::app::App;
use crate::assistants::Settings;
use crate::clock;
use crate::protocol::{AssistantView, Assistants, ChangeAssistant, ToTeammate};

/// Over how long an assistant's conversations are counted in the list.
const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// Every assistant.
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<Json<Assistants>, Failure> {
    let mut conn = app.db.read().await?;
    let assistants = conn.of(me.tenant).assistants().await?;
    let week = conn.of(me.tenant).begun_since(clock::now() - WEEK_MS).await?;
    let week = week.into_iter().map(|(id, count)| (id.uuid(), count)).collect();
    let origin = app.config.origin();
    let assistants = assistants.into_iter().map(|known| view(&origin, known)).collect();
    Ok(Json(Assistants { assistants, week }))
}

/// What a change says, once it holds.
struct Change {
    asked: ChangeAssistant,
    look: Option<Look>,
}

/// Changes an assistant. What is absent is left as it was.
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    Body(asked): Body<ChangeAssistant>,
) -> Result<Json<AssistantView>, Failure> {
    let checked = Arc::new(check(asked)?);
    let assistant = app
        .db
        .write(move |tx| {
            let checked = Arc::clone(&checked);
            Box::pin(async move {
                // Two who change different fields at once must both find their change there.
                tx.write_of(me.tenant).hold().await?;
                let known = tx.of(me.tenant).assistant(id.into()).await?;
                let known = known.ok_or_else(Failure::not_found)?;
                let assistant = applied(known.clone(), &checked);
                named_once(&tx.of(me.tenant).assistants().await?, &assistant)?;
                tx.write_of(me.tenant).save_assistant(&assistant).await?;
                versions::keep(tx, me.tenant, me.teammate, &known, &assistant).await?;
                Ok::<_, Failure>(assistant)
            })
        })
        .await?;
    Ok(Json(changed(&app, me.tenant, assistant)))
}

/// What was changed counts from now on, here and on every dashboard.
pub(super) fn changed(app: &App, tenant: Tenant, assistant: Assistant) -> AssistantView {
    app.assistants.forget(assistant.id);
    app.tell_team(tenant, &ToTeammate::Assistants);
    view(&app.config.origin(), assistant)
}

fn check(asked: ChangeAssistant) -> Result<Change, Failure> {
    let look = asked.look.map(looks::read).transpose()?;
    let asked = ChangeAssistant {
        name: asked.name.map(|text| input::name("name", &text)).transpose()?,
        greeting: asked.greeting.map(|text| greeting(&text)).transpose()?,
        suggestions: asked.suggestions.as_deref().map(suggestions).transpose()?,
        allowed_sites: asked.allowed_sites.as_deref().map(allowed_sites).transpose()?,
        voice: asked.voice,
        guidance: asked.guidance.as_ref().map(versions::check).transpose()?,
        rollout: asked.rollout.map(going_live::check).transpose()?,
        look: None,
    };
    Ok(Change { asked, look })
}

/// First words; none for the assistant's own, in the visitor's language.
pub(super) fn greeting(text: &str) -> Result<String, Failure> {
    if text.trim().is_empty() { Ok(String::new()) } else { input::words("greeting", text) }
}

fn applied(known: Assistant, change: &Change) -> Assistant {
    let look = change.look.clone().unwrap_or_else(|| known.look.clone());
    let change = change.asked.clone();
    let mut settings = Settings::of(&known);
    settings.voice = change.voice.unwrap_or(settings.voice);
    settings.guidance = change.guidance.unwrap_or(settings.guidance);
    if let Some(rollout) = change.rollout {
        if rollout.stage != settings.rollout.stage {
            settings.stage_since = clock::now();
        }
        settings.rollout = rollout;
    }
    Assistant {
        look,
        settings: settings.text(),
        name: change.name.unwrap_or(known.name),
        greeting: change.greeting.unwrap_or(known.greeting),
        suggestions: change.suggestions.unwrap_or(known.suggestions),
        allowed_sites: change.allowed_sites.unwrap_or(known.allowed_sites),
        ..known
    }
}

/// Questions to propose. An empty line is a line left empty.
fn suggestions(texts: &[String]) -> Result<Vec<String>, Failure> {
    const FIELD: &str = "suggestions";
    let filled = texts.iter().filter(|text| !text.trim().is_empty());
    let read: Vec<_> = filled.map(|text| input::name(FIELD, text)).collect::<Result<_, _>>()?;
    at_most(FIELD, read.len(), SUGGESTIONS_MAX)?;
    Ok(read)
}

/// Origins that may show the widget, each once.
fn allowed_sites(texts: &[String]) -> Result<Vec<String>, Failure> {
    const FIELD: &str = "allowed_sites";
    let mut sites: Vec<String> = Vec::new();
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let site = origin(text).map_err(|why| Failure::field(FIELD, why))?;
        if !sites.contains(&site) {
            sites.push(site);
        }
    }
    at_most(FIELD, sites.len(), ALLOWED_SITES_MAX)?;
    Ok(sites)
}

fn at_most(field: &str, count: usize, max: usize) -> Result<(), Failure> {
    if count > max {
        return Err(Failure::field(field, format!("These are {count}; at most {max} are taken.")));
    }
    Ok(())
}

/// An address as a browser names its origin: `scheme://host[:port]`, whatever follows dropped.
fn origin(text: &str) -> Result<String, String> {
    let shown: String = text.chars().take(80).collect();
    if text.contains('*') {
        return Err(format!("{shown}: name each site on its own; * is not taken."));
    }
    let whole = || format!("{shown}: write the whole address, like https://shop.example.");
    let url = Url::parse(text).map_err(|_| whole())?;
    if !matches!(url.scheme(), "http" | "https") || !text.contains("://") {
        return Err(whole());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("{shown}: leave out the name and password."));
    }
    // A browser takes more signs in a host than a header may carry: `;` would end the directive
    // that this is put into.
    let host = url.host_str().unwrap_or_default();
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    if host.is_empty() || !host.chars().all(plain) {
        return Err(whole());
    }
    Ok(url.origin().ascii_serialization())
}

fn view(origin: &str, assistant: Assistant) -> AssistantView {
    let Settings { voice, guidance, rollout, .. } = Settings::of(&assistant);
    AssistantView {
        archived: assistant.archived_at.is_some(),
        learns_all: assistant.learns_all,
        voice,
        guidance,
        rollout,
        id: assistant.id.uuid(),
        snippet: snippet(origin, &assistant.site),
        site: assistant.site,
        name: assistant.name,
        greeting: assistant.greeting,
        suggestions: assistant.suggestions,
        allowed_sites: assistant.allowed_sites,
        look: looks::view(assistant.look),
        picture: assistant.picture.map(PictureId::uuid),
    }
}

/// The lines to paste into a page. Calls made before the loader is there are kept for it.
fn snippet(origin: &str, site: &str) -> String {
    format!(
        "<script>(function(w,d,u){{w.baton=w.baton||function(){{(w.baton.q=w.baton.q||[])\
         .push(arguments)}};\n\
         var s=d.createElement('script');s.async=1;s.src=u;d.head.appendChild(s)}})\
         (window,document,'{origin}/widget.js?site={site}');\n\
         baton('boot',{{site:'{site}'}})</script>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_becomes_the_origin_that_a_browser_names() {
        for (text, named) in [
            ("https://shop.example", "https://shop.example"),
            ("HTTPS://Shop.Example:443/cart?a=1#b", "https://shop.example"),
            ("http://localhost:8080/", "http://localhost:8080"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            assert_eq!(origin(text).as_deref(), Ok(named), "{text}");
        }
    }

    #[test]
    fn what_is_no_site_is_refused_with_the_text_it_is_about() {
        for text in [
            "shop.example",
            "localhost:3000",
            "*",
            "https://*.shop.example",
            "ftp://shop.example",
            "https:shop.example",
            "javascript:alert(1)",
            "https://sam:secret@shop.example",
            "https://a.example;script-src",
            "https://a.example'",
            "https://",
            "null",
        ] {
            assert!(origin(text).unwrap_err().starts_with(text), "{text}");
        }
    }

    #[test]
    fn lists_are_cleaned_and_bounded() {
        let texts = |all: &[&str]| -> Vec<String> { all.iter().map(|&text| text.into()).collect() };
        let sites = texts(&["https://a.example/x", " ", "https://a.example", "http://b.example"]);
        assert_eq!(allowed_sites(&sites).unwrap(), ["https://a.example", "http://b.example"]);
        assert_eq!(suggestions(&texts(&[" How  long? ", ""])).unwrap(), ["How long?"]);
        let many = vec!["x".to_owned(); SUGGESTIONS_MAX + 1];
        assert_eq!(suggestions(&many).unwrap_err().0.fields[0].field, "suggestions");
        assert!(suggestions(&["x".repeat(121)]).is_err());
    }

    #[test]
    fn the_snippet_names_the_server_and_the_site() {
        let snippet = snippet("https://chat.example", "abc");
        assert!(snippet.contains("'https://chat.example/widget.js?site=abc'"), "{snippet}");
        assert!(snippet.contains("baton('boot',{site:'abc'})"), "{snippet}");
        assert_eq!(snippet.matches("<script>").count(), 1);
    }
}
