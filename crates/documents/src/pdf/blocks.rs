//! Lines to headings, paragraphs, items and tables.

use std::collections::HashMap;

use crate::document::{Content, Document};
use crate::outline::Outline;

use super::columns::Line;
use super::{Pages, mend, tables};

/// Letters this much larger than most are a heading's.
const HEADING_SIZE: f64 = 1.12;

/// Levels that sizes are told apart in.
const LEVELS_MAX: usize = 4;

/// The level of a bold line in the size of the text.
const BOLD_LEVEL: u8 = 6;

/// Longest heading in large letters, and in bold ones.
const HEADING_CHARS_MAX: usize = 160;
const BOLD_CHARS_MAX: usize = 80;

/// A gap this much wider than most parts two paragraphs.
const PARAGRAPH_GAP: f64 = 1.25;

/// A line that ends before this share of its column was ended on purpose.
const FULL_LINE: f64 = 0.85;

/// Marks before the items of a list.
const BULLETS: [char; 12] = ['•', '◦', '▪', '■', '●', '○', '‣', '∙', '·', '–', '-', '*'];

/// Writes the pages down.
pub(super) fn document(pages: Pages, title: Option<&str>, fallback_title: &str) -> Document {
    let sizes = Sizes::of(&pages);
    let mut writer =
        Writer { outline: Outline::new(None), sizes, open: None, columns: HashMap::new() };
    for (number, lines) in (1..).zip(pages) {
        writer.page(number, lines);
    }
    writer.close();
    writer.outline.finish(title.unwrap_or(fallback_title))
}

/// The size of the text, and those of headings, largest first.
struct Sizes {
    text: f64,
    headings: Vec<f64>,
    /// Most of the text is bold, so that bold is no sign.
    all_bold: bool,
}

impl Sizes {
    fn of(pages: &Pages) -> Self {
        let mut letters: HashMap<u32, usize> = HashMap::new();
        let (mut bold, mut all) = (0, 0);
        for line in pages.iter().flatten() {
            let count = line.text().chars().count();
            *letters.entry(halves(line.size)).or_default() += count;
            bold += if line.bold { count } else { 0 };
            all += count;
        }
        let most = letters.iter().max_by_key(|(size, count)| (**count, **size));
        let text = most.map_or(10.0, |(size, _)| f64::from(*size) / 2.0);
        let mut headings: Vec<f64> =
            letters.into_keys().map(|size| f64::from(size) / 2.0).collect();
        headings.retain(|size| *size >= text * HEADING_SIZE);
        headings.sort_by(|a, b| b.total_cmp(a));
        Self { text, headings, all_bold: bold * 2 > all }
    }

    /// The level of a heading in letters of this size.
    fn level(&self, size: f64) -> Option<u8> {
        let size = f64::from(halves(size)) / 2.0;
        let place = self.headings.iter().position(|heading| *heading <= size)?;
        u8::try_from(place.min(LEVELS_MAX - 1) + 1).ok()
    }
}

/// A size in half points.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are small")]
fn halves(size: f64) -> u32 {
    (size * 2.0).round().clamp(1.0, 10_000.0) as u32
}

/// What is known of a column of a page.
#[derive(Clone, Copy)]
struct Column {
    left: f64,
    right: f64,
    /// From line to line, mostly.
    leading: f64,
}

/// A block being written.
struct Open {
    text: String,
    kind: Kind,
    last: Line,
    left: f64,
    page: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Paragraph,
    Item(Option<u64>),
    Heading(u8),
}

struct Writer {
    outline: Outline,
    sizes: Sizes,
    open: Option<Open>,
    columns: HashMap<usize, Column>,
}

impl Writer {
    fn page(&mut self, page: u32, mut lines: Vec<Line>) {
        lines.retain(|line| !is_of_contents(&line.text()));
        lines.iter_mut().for_each(unite_mark);
        self.columns = columns(&lines);
        let mut at = 0;
        while at < lines.len() {
            if let Some(found) = tables::begins(&lines[at..]) {
                self.close();
                self.outline.turn_to(page);
                found.grid.finish(&mut self.outline);
                at += found.lines;
            } else {
                self.line(page, &lines[at], lines.get(at + 1));
                at += 1;
            }
        }
    }

    fn line(&mut self, page: u32, line: &Line, next: Option<&Line>) {
        let text = line.text();
        let heading = self.heading(line, &text, next);
        if let Some(open) = &mut self.open {
            let same = match (open.kind, heading) {
                (Kind::Heading(level), Some(other)) => {
                    level == other
                        && open.last.column == line.column
                        && (0.0..line.size * 2.0).contains(&(line.base - open.last.base))
                }
                (Kind::Heading(_), None) | (_, Some(_)) => false,
                _ => goes_on(open, line, &text, &self.columns),
            };
            if same {
                let full = self.columns.get(&open.last.column).is_none_or(|column| {
                    open.last.right - column.left >= (column.right - column.left) * FULL_LINE
                });
                if full || matches!(open.kind, Kind::Heading(_)) || open.text.ends_with('-') {
                    mend::join(&mut open.text, &text);
                } else {
                    open.text.push('\n');
                    open.text.push_str(&text);
                }
                open.last = line.clone();
                return;
            }
        }
        self.close();
        let (kind, text) = match (heading, item(&text)) {
            (Some(level), _) => (Kind::Heading(level), text),
            (None, Some((number, item))) => (Kind::Item(number), item.to_owned()),
            (None, None) => (Kind::Paragraph, text),
        };
        self.open = Some(Open { text, kind, last: line.clone(), left: line.left, page });
    }

    /// The level of a line that is a heading.
    fn heading(&self, line: &Line, text: &str, next: Option<&Line>) -> Option<u8> {
        let chars = text.chars().count();
        let worded = text.chars().filter(|c| c.is_alphabetic()).count() * 2 > chars;
        if !worded || line.cells.len() > 2 {
            return None;
        }
        if chars <= HEADING_CHARS_MAX
            && let Some(level) = self.sizes.level(line.size)
        {
            return Some(level);
        }
        let stands_out = line.bold
            && !self.sizes.all_bold
            && line.size >= self.sizes.text * 0.95
            && next.is_some_and(|next| !next.bold && next.base > line.base);
        let ends = text.ends_with(['.', ',', ';', ':', '!']);
        let marked = stands_out || is_numbered(text);
        (marked && !ends && chars <= BOLD_CHARS_MAX).then_some(BOLD_LEVEL)
    }

    fn close(&mut self) {
        let Some(Open { text, kind, page, .. }) = self.open.take() else { return };
        self.outline.turn_to(page);
        match kind {
            Kind::Heading(level) => self.outline.heading(level, &text),
            Kind::Item(number) => self.outline.push(Content::Item { depth: 0, number, text }),
            Kind::Paragraph => self.outline.paragraph(text),
        }
    }
}

/// "3.1 Returns": the number of a section, and its name.
fn is_numbered(text: &str) -> bool {
    let Some((number, name)) = text.split_once(' ') else { return false };
    let mut parts = number.trim_end_matches('.').split('.');
    let is_number =
        |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
    number.contains('.')
        && parts.clone().count() > 1
        && parts.all(is_number)
        && name.starts_with(char::is_uppercase)
        && !name.ends_with(|c: char| c.is_ascii_digit())
}

/// "Returns . . . . . 12": a line of a table of contents, which repeats a heading.
fn is_of_contents(text: &str) -> bool {
    let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let name = solid.trim_end_matches(|c: char| c.is_ascii_digit());
    name.len() < solid.len() && (name.ends_with("....") || name.ends_with("……"))
}

/// A mark that stands apart from its item belongs to it.
fn unite_mark(line: &mut Line) {
    let is_mark = line.cells.first().is_some_and(|cell| {
        let mark = cell.text.trim();
        let numbered = mark.len() <= 4
            && mark.ends_with(['.', ')'])
            && mark.starts_with(|c: char| c.is_ascii_alphanumeric());
        let mut chars = mark.chars();
        let bullet = chars.next().is_some_and(|c| BULLETS.contains(&c)) && chars.next().is_none();
        numbered || bullet
    });
    if is_mark && line.cells.len() > 1 {
        let mark = line.cells.remove(0);
        line.cells[0].text = format!("{} {}", mark.text.trim(), line.cells[0].text);
        line.cells[0].left = mark.left;
    }
}

/// What a line says without its bullet or number; none where it has neither.
fn item(text: &str) -> Option<(Option<u64>, &str)> {
    let first = text.chars().next()?;
    if BULLETS.contains(&first) {
        let rest = &text[first.len_utf8()..];
        return rest.starts_with(' ').then(|| (None, rest.trim_start()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    let number = text[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
    rest.starts_with(char::is_alphabetic).then_some((Some(number), rest))
}

/// Whether a line belongs to the block above it.
fn goes_on(open: &Open, line: &Line, text: &str, columns: &HashMap<usize, Column>) -> bool {
    if item(text).is_some() || (line.size / open.last.size - 1.0).abs() > 0.15 {
        return false;
    }
    let ended = open.text.ends_with(['.', '!', '?', ':', '。']);
    if open.last.column != line.column || line.base <= open.last.base {
        // A sentence goes on in the next column or on the next page.
        return !ended && text.starts_with(char::is_lowercase);
    }
    let Some(column) = columns.get(&line.column) else { return true };
    if line.base - open.last.base > column.leading.max(line.size) * PARAGRAPH_GAP {
        return false;
    }
    if matches!(open.kind, Kind::Item(_)) {
        return line.left >= open.left - line.size * 0.5;
    }
    let width = column.right - column.left;
    let short = open.last.right - column.left < width * FULL_LINE;
    let indented = line.left > open.last.left + line.size * 0.8;
    !(ended && (short || indented))
}

/// What is known of each column.
fn columns(lines: &[Line]) -> HashMap<usize, Column> {
    let mut gaps: HashMap<usize, Vec<f64>> = HashMap::new();
    let mut columns: HashMap<usize, Column> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let column = columns.entry(line.column).or_insert(Column {
            left: line.left,
            right: line.right,
            leading: line.size * 1.2,
        });
        column.left = column.left.min(line.left);
        column.right = column.right.max(line.right);
        let above = at.checked_sub(1).map(|above| &lines[above]);
        if let Some(above) = above.filter(|above| above.column == line.column) {
            gaps.entry(line.column).or_default().push(line.base - above.base);
        }
    }
    for (column, mut gaps) in gaps {
        gaps.sort_by(f64::total_cmp);
        if let Some(column) = columns.get_mut(&column) {
            column.leading = gaps[gaps.len() / 2].max(1.0);
        }
    }
    columns
}
