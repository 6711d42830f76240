//! What nine in ten stay below, from what others waited; nothing where too few have.
//!
//! Each earlier wait counts as a ratio: how long it was, to what was expected of it when it began.
//! The percentile of the ratios is that of Kaplan and Meier (1958), because of a visitor who left
//! or waits still it is only known that the wait is longer; without them a promise would be too
//! short exactly when the queue stands still. A wait counts the more, the later it was and the more
//! its expectation was like the present one (weighted and localised conformal prediction: Barber et
//! al. 2023, Guan 2023). The one that is promised counts among them as one that may last for ever
//! (Vovk et al. 2005), so that fewer than nine like it never make a number.

use super::{End, KEPT_SHARE, REPLIES_MIN, WAITS_MAX, Wait, real, whole};
use crate::conversation::Millis;

/// Waits after which one counts half. From 50 to 200 the simulation hardly tells them apart; fewer
/// make longer promises, more notice a burst too late.
const HALF_LIFE: f64 = 70.0;

/// How unlike an expectation may be, as the deviation of its logarithm: one that is twice or half
/// the present one counts for 0.6. Without this a burst is kept in 87 of 100, with it in 91.
const LIKENESS: f64 = std::f64::consts::LN_2;

/// For sums of weights that should be equal and are not quite.
const ROUNDING: f64 = 1e-9;

/// An earlier wait as it counts.
struct Seen {
    ratio: f64,
    weight: f64,
    answered: bool,
}

/// Of a wait that begins now.
pub(super) fn at_first(waits: &[Wait], expected_ms: Millis) -> Option<Millis> {
    let expected = real(expected_ms);
    let weight = |wait: &Wait, recency: f64| {
        let apart = (real(wait.expected_ms) / expected).ln() / LIKENESS;
        recency * (-0.5 * apart * apart).exp()
    };
    percentile(waits, expected, weight, None)
}

/// Of what is left of a wait: what those still waited who had waited as long for what was expected
/// of them. Few have, so that all of them count alike.
pub(super) fn after(waits: &[Wait], wait: &Wait) -> Option<Millis> {
    let within = percentile(waits, real(wait.expected_ms), |_, _| 1.0, Some(real(wait.waited_ms)))?;
    Some((within - wait.waited_ms).max(0))
}

/// Of any wait, whatever is expected of it.
pub(super) fn always(waits: &[Wait]) -> Option<Millis> {
    let unexpected = |wait: &Wait| Wait { expected_ms: 1, ..*wait };
    let waits: Vec<Wait> = waits.iter().map(unexpected).collect();
    percentile(&waits, 1.0, |_, recency| recency, None)
}

/// The percentile among those that were longer than `beyond`, each taken as if `expected` had been
/// expected of it. Times are in milliseconds; the weight is of a wait and how recent it is, 0 to 1.
/// None where fewer than nine in ten of what counts were ever answered.
fn percentile(
    waits: &[Wait],
    expected: f64,
    weight: impl Fn(&Wait, f64) -> f64,
    beyond: Option<f64>,
) -> Option<Millis> {
    let answered = recent(waits).filter(|(wait, _)| wait.end == End::Answered).count();
    if answered < REPLIES_MIN {
        return None;
    }
    let mut seen: Vec<Seen> = recent(waits)
        .map(|(wait, recency)| Seen {
            ratio: real(wait.waited_ms) / real(wait.expected_ms),
            weight: weight(wait, recency),
            answered: wait.end == End::Answered,
        })
        .filter(|it| beyond.is_none_or(|waited| it.ratio > waited / expected))
        .collect();
    seen.sort_unstable_by(|a, b| a.ratio.total_cmp(&b.ratio));

    let (mut lasting, mut unanswered) = (1.0 + seen.iter().map(|it| it.weight).sum::<f64>(), 1.0);
    for it in seen {
        if it.answered {
            unanswered *= 1.0 - it.weight / lasting;
        }
        if unanswered < 1.0 - KEPT_SHARE + ROUNDING {
            return Some(whole(it.ratio * expected));
        }
        lasting -= it.weight;
    }
    None
}

/// Those that count, and how recent they are: 1 for what is open.
fn recent(waits: &[Wait]) -> impl Iterator<Item = (&Wait, f64)> {
    waits.iter().scan(0, |later, wait| {
        *later += u32::from(wait.end != End::Open);
        let recency = (-f64::from(*later) / HALF_LIFE).exp2();
        (*later <= WAITS_MAX).then_some((wait, recency))
    })
}
