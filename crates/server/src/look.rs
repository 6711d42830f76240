//! A look as the style sheets that show it: one for the launcher on the site's page, one for the
//! panel. What is as Baton looks by itself is left out, so that nobody waits for it.

use std::fmt::Write as _;

use domain::look::{Colour, Look, Shades, Side, Sign, Theme};

/// What the loader finds before itself: its style sheet and the words on the launcher. Nothing
/// where the look is our own.
pub(crate) fn script(look: &Look) -> String {
    let css = launcher(look);
    if css.is_empty() {
        return String::new();
    }
    // The words are a part of the button's name, so that it can be spoken to by what it shows.
    let before = if look.label.is_empty() { String::new() } else { format!("{}: ", look.label) };
    let both = serde_json::to_string(&[css, before]).expect("texts have a JSON form");
    format!("self.batonLook={both};\n")
}

/// The style sheet of the launcher, put behind that of `web/widget/loader/style.ts`.
pub(crate) fn launcher(look: &Look) -> String {
    let own = Look::default();
    let mut css = String::new();
    if (look.brand, look.brand_dark) != (own.brand, own.brand_dark) {
        let (light, dark) = (look.on_light(), look.on_dark());
        let pair = |part: fn(&Shades) -> Colour| pair(part(&light), part(&dark));
        add(
            &mut css,
            format_args!(
                "button{{background:{};color:{}}}button:focus-visible{{outline-color:{}}}",
                pair(|it| it.brand),
                pair(|it| it.on_brand),
                pair(|it| it.text)
            ),
        );
    }
    match look.theme {
        Theme::System => {}
        Theme::Light => css.push_str("div{color-scheme:light}"),
        Theme::Dark => css.push_str("div{color-scheme:dark}"),
    }
    place(&mut css, look, &own);
    if let Some(path) = drawn(look.sign) {
        add(
            &mut css,
            format_args!(
                "[aria-expanded=false]::before{{height:24px;border-radius:0;\
                 clip-path:path(\"{path}\")}}"
            ),
        );
    }
    if !look.label.is_empty() {
        add(
            &mut css,
            format_args!(
                "button{{box-sizing:border-box;width:auto;min-width:56px;grid-auto-flow:column;\
                 gap:10px;border-radius:28px;font:600 15px/20px system-ui;white-space:nowrap}}\
                 [aria-expanded=false]{{padding:0 20px}}\
                 [aria-expanded=false]::after{{content:\"{}\"}}",
                quoted(&look.label)
            ),
        );
    }
    css
}

/// The page may have said which side it wants; then the host has a direction, and ours rests.
fn place(css: &mut String, look: &Look, own: &Look) {
    let (side, bottom, radius) = (look.offset_side_px, look.offset_bottom_px, look.radius_px);
    let starts = look.side == Side::Start;
    let moved = (side, bottom) != (own.offset_side_px, own.offset_bottom_px);
    if moved {
        add(
            css,
            format_args!(
                ":host{{inset-block-end:{bottom}px!important;inset-inline-end:{side}px!important}}"
            ),
        );
    }
    if starts {
        add(
            css,
            format_args!(
                ":host(:not([dir])){{inset-inline:{side}px auto!important}}\
                 :host(:not([dir])) i{{inset-inline:-4px auto}}"
            ),
        );
    }
    if !moved && !starts && radius == own.radius_px {
        return;
    }
    // On a phone the panel is the whole screen, whatever the corner.
    add(
        css,
        format_args!(
            "@media(min-width:481px){{iframe{{width:min(400px,100vw - {}px);\
             height:min(680px,100dvh - {}px);border-radius:{radius}px}}{}}}",
            side + 20,
            bottom + 92,
            if starts { ":host(:not([dir])) iframe{inset-inline:0 auto}" } else { "" }
        ),
    );
}

/// The style sheet of the panel, put behind `web/shared/tokens.css`.
pub(crate) fn panel(look: &Look) -> String {
    let own = Look::default();
    let mut css = String::new();
    if (look.brand, look.brand_dark) != (own.brand, own.brand_dark) {
        let (light, dark) = (look.on_light(), look.on_dark());
        let pair = |part: fn(&Shades) -> Colour| pair(part(&light), part(&dark));
        add(
            &mut css,
            format_args!(
                ":root{{--brand:{};--on-accent:{};--edge:{};--accent:{};--accent-soft:{}}}",
                pair(|it| it.brand),
                pair(|it| it.on_brand),
                pair(|it| it.edge),
                pair(|it| it.text),
                pair(|it| it.soft)
            ),
        );
    }
    match look.theme {
        Theme::System => {}
        Theme::Light => css.push_str(":root:not([data-theme]){color-scheme:light}"),
        Theme::Dark => css.push_str(":root:not([data-theme]){color-scheme:dark}"),
    }
    css
}

fn add(css: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = css.write_fmt(text);
}

fn pair(light: Colour, dark: Colour) -> String {
    if light == dark { light.to_string() } else { format!("light-dark({light},{dark})") }
}

/// The shape of a sign, 24 by 24. The speech bubble is the loader's own.
fn drawn(sign: Sign) -> Option<&'static str> {
    match sign {
        Sign::Bubble => None,
        Sign::Question => Some(
            "M12 2a6 6 0 0 0-6 6h3.4a2.6 2.6 0 1 1 3.9 2.3c-1.8 1-3 2.2-3 4.7h3.4c0-1.2.5-1.8 \
             1.7-2.5A6 6 0 0 0 12 2ZM10.2 17.5h3.6v3.6h-3.6Z",
        ),
        Sign::Bell => Some(
            "M3.5 17a8.5 8.5 0 0 1 7.3-8.4V6.5H8.5v-2h7v2h-2.3v2.1a8.5 8.5 0 0 1 \
             7.3 8.4ZM2.5 18.5h19v2.5h-19Z",
        ),
        Sign::Spark => Some(
            "M12 1c1 6.5 4.5 10 11 11-6.5 1-10 4.5-11 11-1-6.5-4.5-10-11-11 6.5-1 10-4.5 \
             11-11Z",
        ),
    }
}

/// A text inside the quotation marks of a style sheet. Whatever could end it is written as a code.
fn quoted(text: &str) -> String {
    text.chars().fold(String::new(), |mut all, c| {
        if c.is_alphanumeric() || c == ' ' {
            all.push(c);
        } else {
            add(&mut all, format_args!("\\{:x} ", u32::from(c)));
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_look_costs_nothing() {
        assert_eq!((script(&Look::default()), panel(&Look::default())), Default::default());
    }

    #[test]
    fn a_look_becomes_two_sheets() {
        let look = Look {
            brand: Colour::parse("#ffd43b").unwrap(),
            brand_dark: None,
            theme: Theme::Dark,
            ..Look::default()
        };
        assert_eq!(
            launcher(&look),
            "button{background:#ffd43b;color:#10131c}\
             button:focus-visible{outline-color:light-dark(#836d1e,#ffd43b)}\
             div{color-scheme:dark}"
        );
        let panel = panel(&look);
        assert!(
            panel.contains("--brand:#ffd43b;--on-accent:#10131c;--edge:light-dark("),
            "{panel}"
        );
        assert!(panel.ends_with(":root:not([data-theme]){color-scheme:dark}"), "{panel}");
    }

    #[test]
    fn a_label_cannot_leave_its_quotation_marks() {
        for hostile in ["\"}*{x:y}", "\\", "</script>", "a\u{2028}b", "'+alert(1)+'"] {
            let look = Look { label: hostile.into(), ..Look::default() };
            let css = launcher(&look);
            let inside = css.split_once("content:\"").unwrap().1;
            let (inside, rest) = inside.split_once('"').unwrap();
            assert_eq!(rest, "}", "{css}");
            assert!(!inside.contains(['"', '<', '{', '\'', '\u{2028}']), "{css}");
            let script = script(&look);
            let both = script.strip_prefix("self.batonLook=").unwrap().trim_end();
            let both: [String; 2] = serde_json::from_str(both.strip_suffix(';').unwrap()).unwrap();
            assert_eq!(both, [css, format!("{hostile}: ")]);
        }
    }

    #[test]
    fn every_corner_leaves_the_panel_on_the_screen() {
        let look = Look { side: Side::Start, offset_side_px: 60, ..Look::default() };
        let css = launcher(&look);
        assert!(css.contains(":host(:not([dir])){inset-inline:60px auto!important}"), "{css}");
        assert!(css.contains("width:min(400px,100vw - 80px)"), "{css}");
    }
}
