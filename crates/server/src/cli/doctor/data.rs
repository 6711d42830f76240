//! What is in the database.

use domain::access::Role;
use store::{Looked, MailState, Where, Workspace};

use super::super::backup::time;
use super::Report;
use crate::clock;
use crate::config::{Config, masked};

/// Clocks of one machine may differ by a little between two readings.
const AHEAD_MS_MAX: i64 = 60_000;

/// Failed mails that are counted: more say no more.
const MAILS_LOOKED_AT: usize = 100;

/// Before this program was written, in milliseconds since 1970: 1 January 2026.
const BUILT_AFTER: i64 = 1_767_225_600_000;

pub(super) async fn examine(report: &mut Report, config: &Config) {
    let place = config.database();
    if let Where::File(file) = &place
        && !file.exists()
    {
        clock_alone(report);
        let says = format!("no database in {} yet", config.data.display());
        return report.warn("database", says, "the first start makes it");
    }
    let looked = match store::look(&place).await {
        Ok(looked) => looked,
        Err(error) => {
            let advice = match &place {
                Where::File(_) => "restore a backup with baton restore".to_owned(),
                Where::Server(address) => {
                    format!("check that {} is reached from here", masked(address))
                }
            };
            return report.problem("database", error.to_string(), advice);
        }
    };
    if let Err(error) = tables(report, looked).await {
        report.problem("database", error.to_string(), "restore a backup with baton restore");
    }
}

fn clock_alone(report: &mut Report) {
    let now = clock::now();
    if now < BUILT_AFTER {
        report.problem("clock", format!("it is {} here", time(now)), "set the clock (timedatectl)");
    } else {
        report.ok("clock", format!("it is {}", time(now)));
    }
}

async fn tables(report: &mut Report, mut looked: Looked) -> store::Result<()> {
    let (is, ours) = (looked.version, store::version());
    if is > ours {
        let says = format!("at version {is}, and this program knows up to {ours}");
        report.problem("database", says, "run the newer program that made it, or restore a copy");
        return Ok(());
    }
    let wrongs = looked.wrongs(true).await?;
    if let Some(wrong) = wrongs.first() {
        report.problem("database", format!("damaged: {wrong}"), "stop Baton and restore a backup");
        return Ok(());
    }
    if is < ours {
        let says = format!("at version {is}; the next start brings it to {ours}");
        report.warn("database", says, "nothing: a file is copied before that");
        return Ok(());
    }
    let about = looked.contents().await?;
    report.ok("database", format!("version {is}, whole; conversations: {}", about.conversations));
    match about.last_at {
        Some(last) if last > clock::now() + AHEAD_MS_MAX => report.problem(
            "clock",
            format!(
                "it is {} here, but something was stored at {}",
                time(clock::now()),
                time(last)
            ),
            "set the clock (timedatectl): timers and sessions go by it",
        ),
        _ => clock_alone(report),
    }
    let tenants = looked.conn.system().tenants().await?;
    for tenant in tenants {
        workspace(report, &mut looked, tenant).await?;
    }
    looked.close().await
}

async fn workspace(
    report: &mut Report,
    looked: &mut Looked,
    tenant: store::Tenant,
) -> store::Result<()> {
    let mut rows = looked.conn.of(tenant);
    let owners = rows.teammates().await?;
    let owners = owners.iter().filter(|it| it.active && it.role == Role::Owner).count();
    if owners == 0 {
        report.problem(
            "owner",
            "nobody has set this server up yet",
            "start it and open the link that it prints",
        );
    } else {
        report.ok("owner", if owners == 1 { "there is one" } else { "there are several" });
    }
    for assistant in rows.assistants().await?.iter().filter(|it| it.archived_at.is_none()) {
        let name = &assistant.name;
        match assistant.allowed_sites.len() {
            0 => report.warn(
                "assistant",
                format!("{name} may be shown on no site"),
                "add your site under Settings, Assistants",
            ),
            1 => report.ok("assistant", format!("{name} may be shown on 1 site")),
            sites => report.ok("assistant", format!("{name} may be shown on {sites} sites")),
        }
        match rows.source_count(assistant.id).await? {
            0 => report.warn(
                "knowledge",
                format!("{name} has no sources and answers nothing"),
                "add some under Knowledge, or with baton learn",
            ),
            1 => report.ok("knowledge", format!("{name} answers from 1 source")),
            sources => report.ok("knowledge", format!("{name} answers from {sources} sources")),
        }
    }
    mail(report, &mut rows).await
}

/// Whether mail leaves, as far as the outbox knows. A try is made in the dashboard.
async fn mail(report: &mut Report, rows: &mut Workspace<'_>) -> store::Result<()> {
    let Some(settings) = rows.mail_settings().await? else {
        let advice = "set it up under Settings, Mail, so that visitors who left hear back";
        report.warn("mail", "not set up", advice);
        return Ok(());
    };
    let server = format!("{}:{}", settings.host, settings.port);
    match rows.mails(Some(MailState::Failed), MAILS_LOOKED_AT).await?.len() {
        0 => report.ok("mail", format!("goes out through {server}")),
        failed => report.warn(
            "mail",
            format!("{failed} of the last month could not be sent through {server}"),
            "the reason of each stands under Settings, Mail",
        ),
    }
    Ok(())
}
