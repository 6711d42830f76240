//! Charts inside of slides and texts: a title, and figures as a table.

use crate::grid::{Grid, Naming};
use crate::limits::Meter;
use crate::unreadable::Unreadable;
use crate::words::collapse;
use crate::xml::{Node, Nodes};

/// Points of a chart that are read; a curve with more is a picture, not figures.
const POINTS_MAX: usize = 1_000;

/// What a chart says.
pub(crate) struct Chart {
    pub(crate) title: String,
    pub(crate) figures: Grid,
}

/// A row of figures being read.
#[derive(Default)]
struct Series {
    name: String,
    labels: Vec<String>,
    values: Vec<String>,
}

/// Reads a chart.
pub(crate) fn read(
    xml: &str,
    meter: &mut Meter,
    expected: &'static str,
) -> Result<Chart, Unreadable> {
    let limits = meter.limits.clone();
    let mut nodes = Nodes::new(xml, &limits, expected);
    let (mut title, mut all) = (String::new(), Vec::new());
    let (mut open, mut part, mut place) = (None, String::new(), 0_usize);
    while let Some(node) = nodes.next()? {
        match node {
            Node::Open(tag) => match tag.name().as_str() {
                "ser" => open = Some(Series::default()),
                "pt" => place = tag.number("idx").unwrap_or(POINTS_MAX),
                "t" if part == "title" && open.is_none() => title.push_str(&nodes.inner_text()?),
                "v" => {
                    let text = collapse(&nodes.inner_text()?);
                    meter.text(&text)?;
                    if let Some(series) = &mut open {
                        series.put(&part, place, text);
                    }
                }
                // The titles of axes stand inside of axes.
                "catAx" | "valAx" | "dateAx" | "serAx" => nodes.skip()?,
                name @ ("title" | "tx" | "cat" | "xVal" | "val" | "yVal") if part.is_empty() => {
                    name.clone_into(&mut part);
                }
                _ => {}
            },
            Node::Close(name) if name == "ser" => all.extend(open.take()),
            Node::Close(name) if name == part => part.clear(),
            _ => {}
        }
    }
    Ok(Chart { title: collapse(&title), figures: figures(&all, meter)? })
}

impl Series {
    fn put(&mut self, part: &str, place: usize, text: String) {
        let list = match part {
            "tx" => return self.name = text,
            "cat" | "xVal" => &mut self.labels,
            "val" | "yVal" => &mut self.values,
            _ => return,
        };
        if place < POINTS_MAX {
            list.resize(list.len().max(place + 1), String::new());
            list[place] = text;
        }
    }
}

fn figures(all: &[Series], meter: &mut Meter) -> Result<Grid, Unreadable> {
    let mut grid = Grid::new(Naming::Marked);
    let Some(first) = all.first() else { return Ok(grid) };
    let names = all.iter().map(|series| series.name.clone());
    grid.row(std::iter::once(String::new()).chain(names).collect());
    for row in 0..all.iter().map(|series| series.values.len()).max().unwrap_or(0) {
        let label = first.labels.get(row).cloned().unwrap_or_default();
        let values = all.iter().map(|it| it.values.get(row).cloned().unwrap_or_default());
        meter.row(all.len() + 1)?;
        grid.row(std::iter::once(label).chain(values).collect());
    }
    Ok(grid)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::limits::{Limits, Meter};
    use crate::outline::Outline;
    use crate::shown::shown;

    #[test]
    fn figures_keep_their_names() {
        let series = |name: &str, values: [u8; 2]| {
            format!(
                "<c:ser><c:tx><c:pt idx='0'><c:v>{name}</c:v></c:pt></c:tx><c:cat>\
                 <c:pt idx='0'><c:v>May</c:v></c:pt><c:pt idx='1'><c:v>June</c:v></c:pt></c:cat>\
                 <c:val><c:pt idx='0'><c:v>{}</c:v></c:pt><c:pt idx='1'><c:v>{}</c:v></c:pt>\
                 </c:val></c:ser>",
                values[0], values[1]
            )
        };
        let xml = format!(
            "<c:chart><c:title><a:t>Visits</a:t></c:title>{}{}<c:valAx><c:title><a:t>n</a:t>\
             </c:title></c:valAx></c:chart>",
            series("Shop", [4, 5]),
            series("Site", [40, 50])
        );
        let chart = read(&xml, &mut Meter::new(&Limits::default()), "a chart").expect("a chart");
        let mut outline = Outline::new(None);
        chart.figures.finish(&mut outline);
        assert_eq!(chart.title, "Visits");
        let expected = "T > \nMay; Shop: 4; Site: 40\nJune; Shop: 5; Site: 50";
        assert_eq!(shown(&outline.finish("T")), expected);
    }
}
