//! The second factor: codes that change every half minute (RFC 6238), and the recovery codes for
//! when the app is lost. A code is taken once.
//!
//! The secret is sealed at rest. Recovery codes are stored as signatures under the server's key, so
//! that a copy of the database alone does not help to guess them.

use std::fmt::Write as _;

use domain::conversation::Millis;
use domain::id::TeammateId;
use domain::limits::{FACTOR_STEP_SECONDS, RECOVERY_CODES};
use qrcodegen::{QrCode, QrCodeEcc};
use store::{SecondFactor, StoreError, Tenant, Tx};
use totp_rs::{Builder, Secret, Totp};

use crate::app::App;
use crate::clock;
use crate::protocol::FreshFactor;

/// Signs of a recovery code: 60 bits.
const RECOVERY_SIGNS: usize = 12;

/// Without i, l and o, which are read as 1 and 0.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Begins a second factor: what is stored of it, and what is shown of it, once.
pub(crate) fn fresh(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    (workspace, email): (&str, &str),
) -> (String, FreshFactor) {
    let secret = Secret::new_stack(clock::random::<20>()).to_base32();
    let sealed = app.secrets.seal(&place(tenant, teammate), &secret);
    let issuer = escaped(&format!("Baton {workspace}"));
    let address = format!(
        "otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&\
         period={FACTOR_STEP_SECONDS}",
        escaped(email)
    );
    let (size, path) = picture(&address);
    (sealed, FreshFactor { secret, address, size, path })
}

/// Takes a code, from the app or for recovery; false where it is wrong or was taken before.
pub(crate) async fn take(
    app: &App,
    tx: &mut Tx,
    (tenant, teammate): (Tenant, TeammateId),
    code: &str,
) -> store::Result<bool> {
    let code = cleaned(code);
    let mut rows = tx.write_of(tenant);
    let Some(factor) = rows.second_factor(teammate).await? else { return Ok(false) };
    if code.len() == RECOVERY_SIGNS {
        let signature = recovery_signature(app, teammate, &code);
        return rows.take_recovery_code(teammate, &signature).await;
    }
    match step_of(app, tenant, teammate, &factor, &code, clock::now())? {
        Some(step) => rows.take_step(teammate, step).await,
        None => Ok(false),
    }
}

/// New recovery codes: what is stored of them, and what is shown of them, once.
pub(crate) fn recovery_codes(app: &App, teammate: TeammateId) -> (Vec<Vec<u8>>, Vec<String>) {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
    let signed = |code: &String| recovery_signature(app, teammate, &cleaned(code));
    (codes.iter().map(signed).collect(), codes)
}

fn recovery_code() -> String {
    let sign = |byte: u8| char::from(SIGNS[usize::from(byte % 32)]);
    let signs: Vec<char> = clock::random::<RECOVERY_SIGNS>().map(sign).to_vec();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

fn recovery_signature(app: &App, teammate: TeammateId, code: &str) -> Vec<u8> {
    app.secrets.sign("recovery-code", format!("{teammate}/{code}").as_bytes())
}

/// The step whose code it is: this one, or the one before or after it.
fn step_of(
    app: &App,
    tenant: Tenant,
    teammate: TeammateId,
    factor: &SecondFactor,
    code: &str,
    now: Millis,
) -> store::Result<Option<i64>> {
    let secret = app.secrets.open_sealed(&place(tenant, teammate), &factor.secret);
    let secret = secret.map_err(|why| unreadable(teammate, why))?;
    let totp = totp(&secret).map_err(|why| unreadable(teammate, why))?;
    let seconds = u64::try_from(now / 1_000).unwrap_or(0);
    let step = totp.check(code, seconds).and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| *step > factor.step))
}

fn totp(secret: &str) -> anyhow::Result<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let builder = Builder::new().with_digits(6).with_skew(1).with_secret(secret);
    let built = builder.with_step_duration(FACTOR_STEP_SECONDS).build();
    built.map_err(|error| anyhow::anyhow!("{error:?}"))
}

fn unreadable(teammate: TeammateId, why: impl std::fmt::Display) -> StoreError {
    StoreError::Inconsistent {
        table: "second_factors",
        column: "secret",
        row: teammate.to_string(),
        why: why.to_string(),
    }
}

fn place(tenant: Tenant, teammate: TeammateId) -> String {
    format!("second_factor/{}/{teammate}", tenant.workspace())
}

/// As people type it: with spaces, dashes and capitals.
fn cleaned(code: &str) -> String {
    let kept = code.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let read = kept.flat_map(char::to_lowercase).map(|c| match c {
        'i' | 'l' => '1',
        'o' => '0',
        c => c,
    });
    read.collect()
}

/// Everything but letters, digits and a few signs as percent and two digits.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// The dots of a square picture: so many a side, and the dark ones as the path of an SVG.
fn picture(text: &str) -> (i32, String) {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("the address fits the picture");
    let size = code.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
    let dots = dark.filter(|(x, y)| code.get_module(*x, *y));
    let path = dots.fold(String::new(), |mut path, (x, y)| {
        write!(path, "M{x} {y}h1v1h-1z").expect("a string takes any text");
        path
    });
    (size, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, of whose eight digits six are shown.
        let totp = totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")]
        {
            let step = seconds / FACTOR_STEP_SECONDS;
            assert_eq!(totp.check(code, seconds), Some(step));
            assert_eq!(totp.check(code, seconds + 30), Some(step), "a slow hand");
            assert_eq!(totp.check(code, seconds + 60), None, "{code}");
        }
        assert_eq!((totp.check("", 59), totp.check("28708", 59)), (None, None));
    }

    #[test]
    fn recovery_codes_are_read_as_they_are_written_down() {
        let code = recovery_code();
        assert_eq!((code.len(), cleaned(&code).len()), (14, RECOVERY_SIGNS));
        assert_eq!(cleaned(" ABCD-efgh 2345 "), "abcdefgh2345");
        assert_eq!((cleaned("123 456"), cleaned("IlO")), ("123456".into(), "110".into()));
        assert_eq!(SIGNS.iter().collect::<std::collections::HashSet<_>>().len(), 32);
    }

    #[test]
    fn an_address_holds_any_name_and_fits_a_picture() {
        assert_eq!(escaped("Käse & Co:"), "K%C3%A4se%20%26%20Co%3A");
        let longest = escaped(&"ü".repeat(domain::limits::NAME_CHARS_MAX));
        let (size, path) = picture(&format!("otpauth://totp/{longest}:{longest}?issuer={longest}"));
        assert!(size > 20 && path.starts_with("M0 0h1v1h-1z"));
    }
}
