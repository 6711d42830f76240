//! How an assistant looks on a site: what the owner chose, and the shades that follow from it.
//!
//! Contrast holds by construction: no choice of colour makes a text of the panel unreadable. The
//! owner's colour is kept where it fills a shape; where it would be a text or a line, a shade of it
//! stands that can be read. Nothing here knows CSS.

mod colour;

use serde::{Deserialize, Serialize};

pub use self::colour::Colour;
use self::colour::{BLACK, INK, WHITE};

use crate::limits::{LAUNCHER_LABEL_CHARS_MAX, LOOK_OFFSET_PX_MAX, LOOK_RADIUS_PX_MAX};

/// Contrast of a text to what lies under it (WCAG 2.2, 1.4.3).
pub const TEXT_CONTRAST_MIN: f64 = 4.5;

/// Contrast of a control's edge to what lies around it (WCAG 2.2, 1.4.11).
pub const EDGE_CONTRAST_MIN: f64 = 3.0;

/// Steps in which a shade is sought between a colour and black or white.
const SHADE_STEPS: u8 = 64;

/// When the dark shades are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the visitor's system has it.
    #[default]
    System,
    /// Never.
    Light,
    /// Always.
    Dark,
}

/// The corner in which the launcher stands, as the page's language reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Where a line begins.
    Start,
    /// Where a line ends.
    #[default]
    End,
}

/// The sign on the launcher, all drawn by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A speech bubble.
    #[default]
    Bubble,
    /// A question mark.
    Question,
    /// A bell, as on the desk of a hotel.
    Bell,
    /// A star with four points.
    Spark,
}

/// What the owner chose. Absent fields of an older row are the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// The colour of the launcher, and of what the visitor says.
    pub brand: Colour,
    /// The same on dark; none takes `brand` there too.
    pub brand_dark: Option<Colour>,
    /// When the dark shades are shown.
    pub theme: Theme,
    /// The corner.
    pub side: Side,
    /// From the side of the window, in CSS pixels.
    pub offset_side_px: u16,
    /// From the bottom of the window, in CSS pixels.
    pub offset_bottom_px: u16,
    /// The sign on the launcher.
    pub sign: Sign,
    /// Words beside the sign; empty for none.
    pub label: String,
    /// How round the corners of the panel are, in CSS pixels.
    pub radius_px: u16,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            brand: Colour([0x3b, 0x5b, 0xdb]),
            brand_dark: Some(Colour([0x91, 0xa7, 0xff])),
            theme: Theme::System,
            side: Side::End,
            offset_side_px: 20,
            offset_bottom_px: 20,
            sign: Sign::Bubble,
            label: String::new(),
            radius_px: 16,
        }
    }
}

/// A field of a look that does not hold, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongLook {
    /// The field's name.
    pub field: &'static str,
    /// A sentence for its owner.
    pub why: String,
}

impl Look {
    /// Takes the look if every field of it holds.
    pub fn checked(self) -> Result<Self, WrongLook> {
        let within = |field, px: u16, max: u16| {
            let why = format!("Choose a number of pixels from 0 to {max}.");
            if px > max { Err(WrongLook { field, why }) } else { Ok(()) }
        };
        within("offset_side_px", self.offset_side_px, LOOK_OFFSET_PX_MAX)?;
        within("offset_bottom_px", self.offset_bottom_px, LOOK_OFFSET_PX_MAX)?;
        within("radius_px", self.radius_px, LOOK_RADIUS_PX_MAX)?;
        let label = self.label.split_whitespace().collect::<Vec<_>>().join(" ");
        let count = label.chars().count();
        let wrong = |why| Err(WrongLook { field: "label", why });
        if count > LAUNCHER_LABEL_CHARS_MAX {
            return wrong(format!(
                "A label has at most {LAUNCHER_LABEL_CHARS_MAX} characters; this has {count}."
            ));
        }
        if label.chars().any(char::is_control) {
            return wrong("Use letters, numbers and ordinary signs only.".to_owned());
        }
        Ok(Self { label, ..self })
    }

    /// The shades on light.
    pub fn on_light(&self) -> Shades {
        shades(self.brand, &Ground::LIGHT)
    }

    /// The shades on dark.
    pub fn on_dark(&self) -> Shades {
        shades(self.brand_dark.unwrap_or(self.brand), &Ground::DARK)
    }
}

/// What follows from a colour on one ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shades {
    /// The owner's colour as it is: the launcher, the visitor's bubbles.
    pub brand: Colour,
    /// Texts and signs on it.
    pub on_brand: Colour,
    /// The edge of what it fills: itself, where that can be told from the ground.
    pub edge: Colour,
    /// Texts, links and the ring of the focus.
    pub text: Colour,
    /// A breath of it under texts.
    pub soft: Colour,
}

impl Shades {
    /// Texts are not of the owner's own colour, because it could not be read.
    pub fn is_text_adjusted(&self) -> bool {
        self.text != self.brand
    }
}

/// The surfaces of the panel, as `web/shared/tokens.css` has them.
struct Ground {
    panel: Colour,
    others: [Colour; 2],
    /// Towards what a shade moves until it can be read.
    towards: Colour,
    /// Parts of the colour in a hundred of the soft tint.
    soft_percent: u8,
}

impl Ground {
    const LIGHT: Self = Self {
        panel: Colour([0xff, 0xff, 0xff]),
        others: [Colour([0xf7, 0xf8, 0xfa]), Colour([0xff, 0xff, 0xff])],
        towards: BLACK,
        soft_percent: 9,
    };
    const DARK: Self = Self {
        panel: Colour([0x16, 0x18, 0x1d]),
        others: [Colour([0x0f, 0x11, 0x15]), Colour([0x1d, 0x20, 0x26])],
        towards: WHITE,
        soft_percent: 12,
    };
}

fn shades(brand: Colour, ground: &Ground) -> Shades {
    // White, or else the ink of our texts. On a middle grey only black is dark enough.
    let on_brand = [WHITE, INK, BLACK]
        .into_iter()
        .find(|ink| ink.contrast(brand) >= TEXT_CONTRAST_MIN)
        .unwrap_or(BLACK);
    let soft = ground.panel.mixed(brand, ground.soft_percent, 100);
    let surfaces = [ground.panel, ground.others[0], ground.others[1], soft];
    Shades {
        brand,
        on_brand,
        edge: readable(brand, &surfaces[..3], ground.towards, EDGE_CONTRAST_MIN),
        text: readable(brand, &surfaces, ground.towards, TEXT_CONTRAST_MIN),
        soft,
    }
}

/// The nearest shade that reaches a contrast on every surface.
fn readable(colour: Colour, on: &[Colour], towards: Colour, least: f64) -> Colour {
    (0..=SHADE_STEPS)
        .map(|step| colour.mixed(towards, step, SHADE_STEPS))
        .find(|shade| on.iter().all(|surface| shade.contrast(*surface) >= least))
        .unwrap_or(towards)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour of the test")
    }

    fn look(brand: &str) -> Look {
        Look { brand: colour(brand), brand_dark: None, ..Look::default() }
    }

    /// What the owner chose, and what texts on light and on dark are made of.
    #[test]
    fn the_owners_colour_stays_where_it_can_be_read() {
        for (brand, on_brand, light, dark) in [
            ("#3b5bdb", "#ffffff", "#3b5bdb", "#6c84e4"),
            ("#ffd43b", "#10131c", "#836d1e", "#ffd43b"),
            ("#000000", "#ffffff", "#000000", "#878787"),
            ("#ffffff", "#10131c", "#707070", "#ffffff"),
            ("#808080", "#10131c", "#707070", "#8c8c8c"),
            ("#00c853", "#10131c", "#008336", "#00c853"),
        ] {
            let look = look(brand);
            let (on_light, on_dark) = (look.on_light(), look.on_dark());
            let made =
                [on_light.on_brand, on_light.text, on_dark.text].map(|shade| shade.to_string());
            assert_eq!(made, [on_brand, light, dark], "{brand}");
            assert_eq!(on_light.brand.to_string(), brand, "what it fills is never changed");
        }
    }

    #[test]
    fn every_colour_can_be_read_everywhere() {
        for brand in (0..=255_u16).step_by(15).flat_map(|r| {
            (0..=255_u16)
                .step_by(15)
                .flat_map(move |g| (0..=255_u16).step_by(15).map(move |b| [r, g, b]))
        }) {
            let brand = Colour(brand.map(|part| u8::try_from(part).unwrap_or(255)));
            for (ground, shades) in [Ground::LIGHT, Ground::DARK]
                .iter()
                .map(|ground| (ground, super::shades(brand, ground)))
            {
                assert!(shades.on_brand.contrast(brand) >= TEXT_CONTRAST_MIN, "{brand}");
                for surface in [ground.panel, ground.others[0], ground.others[1]] {
                    assert!(shades.edge.contrast(surface) >= EDGE_CONTRAST_MIN, "{brand}");
                    assert!(shades.text.contrast(surface) >= TEXT_CONTRAST_MIN, "{brand}");
                }
                assert!(shades.text.contrast(shades.soft) >= TEXT_CONTRAST_MIN, "{brand}");
            }
        }
    }

    #[test]
    fn our_own_look_is_the_one_of_the_tokens() {
        let look = Look::default();
        assert!(!look.on_light().is_text_adjusted() && !look.on_dark().is_text_adjusted());
        assert_eq!(look.on_dark().on_brand.to_string(), "#10131c");
        let older: Look = serde_json::from_str("{}").expect("an older row");
        assert_eq!(older, look);
    }

    #[test]
    fn what_does_not_hold_is_named() {
        let wrong = |look: Look| look.checked().expect_err("it does not hold").field;
        assert_eq!(wrong(Look { offset_side_px: 201, ..Look::default() }), "offset_side_px");
        assert_eq!(wrong(Look { radius_px: 99, ..Look::default() }), "radius_px");
        assert_eq!(wrong(Look { label: "x".repeat(25), ..Look::default() }), "label");
        assert_eq!(wrong(Look { label: "a\u{7}b".into(), ..Look::default() }), "label");
        let kept = Look { label: "  Need \n help? ".into(), ..Look::default() }.checked();
        assert_eq!(kept.expect("it holds").label, "Need help?");
    }
}
