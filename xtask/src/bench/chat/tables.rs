//! What was measured as tables, each figure beside its goal. A goal that was missed is said; it
//! fails nothing.

use std::fmt::Write as _;
use std::time::Duration;

use super::NEVER;
use super::idle::Idle;
use super::paced::Paced;
use super::subject::{Measured, Subject};
use crate::bench::figures::{float, mib};
use crate::measured::{met, table, today};

const GOAL_CPU_US: f64 = 75.0;
const GOAL_TIMES_LESS_CPU: f64 = 10.0;
const GOAL_P50: Duration = Duration::from_millis(3);
const GOAL_P99: Duration = Duration::from_millis(20);
const GOAL_P99_SYNCS: u32 = 3;
const GOAL_EMPTY_MIB: f64 = 80.0;
const GOAL_VISITOR_KIB: f64 = 10.0;
const GOAL_FULL_MIB: f64 = 200.0;
const GOAL_BACK: Duration = Duration::from_secs(30);

/// Everything of a run.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) measured: Vec<Measured>,
    pub(crate) idle: Vec<(Subject, Idle)>,
    /// What could not be measured, and why.
    pub(crate) absent: Vec<(Subject, String)>,
}

impl Tables {
    /// As Markdown.
    pub(crate) fn text(&self, facts: &str) -> String {
        let mut text = format!("Measured on {} with {facts}.\n", today());
        self.saturated(&mut text);
        self.paced(&mut text);
        self.idle(&mut text);
        for (subject, why) in &self.absent {
            let _ = writeln!(text, "\nNot measured: {} ({why}).", subject.name());
        }
        text
    }

    fn saturated(&self, text: &mut String) {
        if self.measured.iter().all(|measured| measured.closed.is_empty()) {
            return;
        }
        let mut rows = Vec::new();
        for measured in &self.measured {
            for run in &measured.closed {
                let cells = [
                    measured.subject.name().to_owned(),
                    run.in_flight.to_string(),
                    format!("{:.0}", run.messages_per_second),
                    format!("{:.1}", run.cpu_us_per_message),
                    ms(run.acknowledged[0]),
                    ms(run.acknowledged[1]),
                    format!("{:.1} %", run.seen_share * 100.0),
                    self.goal_of_cpu(measured.subject, run.in_flight, run.cpu_us_per_message),
                ];
                rows.push(cells.join(" | "));
            }
        }
        let header = "server | in flight | messages/s | CPU µs/message | ack p50 ms | ack p99 ms \
                      | seen by teammates | goal";
        let _ = write!(text, "\n### As fast as it goes\n\n{}", table(header, &rows));
        text.push('\n');
        for measured in &self.measured {
            let kept = measured.kept.map_or_else(
                || "nothing is stored".to_owned(),
                |kept| format!("all {kept} acknowledged messages were found in the database"),
            );
            let _ = writeln!(
                text,
                "- {}: {kept}; {} refused, {} lines closed.",
                measured.subject.name(),
                measured.refused,
                measured.lines_closed
            );
        }
    }

    /// The goals of a row of the product: its own cost, and its cost beside the reference's.
    fn goal_of_cpu(&self, subject: Subject, in_flight: usize, cpu_us: f64) -> String {
        if !subject.is_baton() {
            return String::new();
        }
        let mut goal = format!("≤ {GOAL_CPU_US} µs {}", met(cpu_us <= GOAL_CPU_US));
        let reference = self.measured.iter().find(|other| other.subject == Subject::Socketio);
        let same = reference
            .and_then(|reference| reference.closed.iter().find(|run| run.in_flight == in_flight));
        if let Some(reference) = same {
            let times = reference.cpu_us_per_message / cpu_us;
            let _ = write!(
                goal,
                "; {times:.1} times less than socket.io, goal ≥ {GOAL_TIMES_LESS_CPU} {}",
                met(times >= GOAL_TIMES_LESS_CPU)
            );
        }
        goal
    }

    fn paced(&self, text: &mut String) {
        if self.measured.iter().all(|measured| measured.paced.is_empty()) {
            return;
        }
        let mut rows = Vec::new();
        for measured in &self.measured {
            for run in &measured.paced {
                let is_baton = measured.subject.is_baton();
                let cells = [
                    measured.subject.name().to_owned(),
                    run.per_second.to_string(),
                    ms(run.acknowledged[0]),
                    ms(run.acknowledged[1]),
                    ms(run.seen_by_all[0]),
                    ms(run.seen_by_all[1]),
                    ms(run.sync_p99),
                    format!("{:.1}", run.cpu_us_per_message),
                    format!("{} of {}", run.unacknowledged, run.sent),
                    if is_baton { goal_of_pace(run) } else { String::new() },
                ];
                rows.push(cells.join(" | "));
            }
        }
        let header = "server | per second | ack p50 ms | ack p99 ms | seen by all p50 ms \
                      | seen by all p99 ms | fdatasync p99 ms | CPU µs/message \
                      | not acknowledged | goal";
        let _ = write!(text, "\n### At a given pace\n\n{}", table(header, &rows));
    }

    fn idle(&self, text: &mut String) {
        if self.idle.is_empty() {
            return;
        }
        let mut rows = Vec::new();
        for (subject, idle) in &self.idle {
            let [started, empty, full, full_again] =
                [idle.started, idle.empty, idle.full, idle.full_again].map(mib);
            let each = (full - empty) * 1024.0 / float(idle.visitors);
            let of_full = format!(
                "{}; {each:.1} KiB each, {}",
                goal(full, GOAL_FULL_MIB, "MiB"),
                goal(each, GOAL_VISITOR_KIB, "KiB")
            );
            let signed_in = format!("nobody there, {} teammates have signed in", idle.teammates);
            let there = format!("{} visitors there", idle.visitors);
            let again = goal(full_again, GOAL_FULL_MIB, "MiB");
            for (when, mib, goal) in [
                ("just started", started, goal(started, GOAL_EMPTY_MIB, "MiB")),
                (signed_in.as_str(), empty, String::new()),
                (there.as_str(), full, of_full),
                ("all back after a kill", full_again, again),
            ] {
                rows.push(format!("{} | {when} | {mib:.1} | {goal}", subject.name()));
            }
        }
        let header = "server | memory | resident MiB | goal";
        let _ = write!(text, "\n### Nobody talks\n\n{}", table(header, &rows));
        text.push('\n');
        for (subject, idle) in &self.idle {
            let back = idle.back_after;
            let _ = writeln!(
                text,
                "- {}: killed under {} visitors and started again, all came at once; the last was \
                 back {:.1} s after it listened ({} never); goal ≤ {} s {}.",
                subject.name(),
                idle.visitors,
                back.as_secs_f64(),
                idle.lost,
                GOAL_BACK.as_secs(),
                met(back <= GOAL_BACK && idle.lost == 0)
            );
        }
    }
}

fn goal_of_pace(run: &Paced) -> String {
    let p99 = GOAL_P99.max(run.sync_p99 * GOAL_P99_SYNCS);
    let worst = |at: usize| run.acknowledged[at].max(run.seen_by_all[at]);
    format!(
        "p50 ≤ {} {}, p99 ≤ {} {}",
        ms(GOAL_P50),
        met(worst(0) <= GOAL_P50),
        ms(p99),
        met(worst(1) <= p99)
    )
}

fn goal(value: f64, most: f64, unit: &str) -> String {
    format!("≤ {most} {unit} {}", met(value <= most))
}

/// Milliseconds, or that it never came.
pub(crate) fn ms(time: Duration) -> String {
    if time == NEVER { "never".to_owned() } else { format!("{:.1}", time.as_secs_f64() * 1e3) }
}
