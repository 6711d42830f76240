//! A picture of what the number shown is worth: a line for each source, and the diagonal on which
//! they should lie. It names no file and no font.

use std::fmt::Write as _;

use super::sureness::Bin;

const SIDE: f64 = 320.0;
const MARGIN: f64 = 48.0;
const LEGEND: f64 = 150.0;

/// Told apart by those who see no red and green, too.
const COLOURS: [&str; 8] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a6d3b"];

/// The lines of some sources.
pub(super) fn reliability(sources: &[(&str, &[Bin])]) -> String {
    let (width, height) = (MARGIN + SIDE + LEGEND, SIDE + 2.0 * MARGIN);
    let (x, y) = (|part: f64| MARGIN + part * SIDE, |part: f64| MARGIN + (1.0 - part) * SIDE);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>How often the number shown is right</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for tenth in (0..=10).step_by(2) {
        let part = f64::from(tenth) / 10.0;
        svg += &line((x(part), y(0.0)), (x(part), y(1.0)), "#ddd");
        svg += &line((x(0.0), y(part)), (x(1.0), y(part)), "#ddd");
        svg += &words((x(part), y(0.0) + 16.0), "middle", &format!("{part:.1}"));
        svg += &words((x(0.0) - 6.0, y(part) + 4.0), "end", &format!("{part:.1}"));
    }
    svg += &line((x(0.0), y(0.0)), (x(1.0), y(1.0)), "#888");
    svg += &words((x(0.5), y(0.0) + 36.0), "middle", "shown");
    svg += &words((x(0.0), y(1.0) - 14.0), "middle", "right");
    for (nth, ((source, bins), colour)) in sources.iter().zip(COLOURS.iter().cycle()).enumerate() {
        let points = bins.iter().map(|bin| format!("{:.1},{:.1}", x(bin.shown), y(bin.right)));
        let points: Vec<String> = points.collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            points.join(" ")
        );
        let row = f64::from(u8::try_from(nth).unwrap_or(u8::MAX)).mul_add(18.0, MARGIN + 12.0);
        svg += &line((x(1.0) + 12.0, row - 4.0), (x(1.0) + 32.0, row - 4.0), colour);
        svg += &words((x(1.0) + 38.0, row), "start", source);
    }
    svg + "</svg>\n"
}

fn line((x1, y1): (f64, f64), (x2, y2): (f64, f64), colour: &str) -> String {
    format!(
        "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{colour}\" \
         stroke-width=\"2\"/>\n"
    )
}

fn words((x, y): (f64, f64), anchor: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>\n")
}

#[cfg(test)]
mod tests {
    use super::super::sureness::Bin;
    use super::reliability;

    #[test]
    fn a_source_is_a_line_from_bin_to_bin_and_a_name() {
        let bins = [
            Bin { questions: 10, shown: 0.0, right: 0.0 },
            Bin { questions: 10, shown: 1.0, right: 0.5 },
        ];
        let svg = reliability(&[("bread & <salt>", &bins)]);
        assert!(svg.contains("points=\"48.0,368.0 368.0,208.0\""), "{svg}");
        assert!(svg.contains(">bread &amp; &lt;salt></text>"), "{svg}");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    }
}
