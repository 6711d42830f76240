//! Rich text (RTF). Hidden and deleted text, headers, footers, pictures and everything that only a
//! program understands are left out.

mod fonts;
mod token;

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::document::{Content, Document};
use crate::grid::{Grid, Naming};
use crate::limits::Meter;
use crate::outline::Outline;
use crate::unreadable::Unreadable;
use crate::words::{collapse, tidy_lines};

use fonts::{of_charset, of_code_page};
use token::{Token, Tokens};

/// Groups whose text is no text of the document.
const LEFT_OUT: [&str; 23] = [
    "colortbl",
    "pict",
    "objdata",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "datastore",
    "annotation",
    "atnid",
    "atnauthor",
    "nonshppict",
    "filetbl",
];

/// Reads rich text.
pub(crate) fn read(
    bytes: &[u8],
    fallback_title: &str,
    meter: &mut Meter,
) -> Result<Document, Unreadable> {
    let nesting_max = meter.limits.nesting_max;
    let mut reader = Reader::new(meter);
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        if let Token::Word("bin", Some(length)) = token {
            tokens.pass(usize::try_from(length).unwrap_or(0));
        } else if !matches!(token, Token::Byte(_)) {
            reader.flush();
        }
        match token {
            Token::Open if reader.outer.len() >= nesting_max => {
                return Err(Unreadable::TooDeep { max: nesting_max });
            }
            Token::Open => {
                reader.outer.push(reader.group.clone());
                reader.group.fresh = true;
            }
            Token::Close => {
                reader.close_group();
                if reader.outer.is_empty() {
                    break;
                }
            }
            Token::Word(word, number) => reader.word(word, number)?,
            Token::Symbol(symbol) => reader.symbol(symbol),
            Token::Byte(byte) => reader.byte(byte),
        }
    }
    if !reader.outer.is_empty() {
        return Err(Unreadable::CutOff);
    }
    reader.end_paragraph()?;
    reader.end_table();
    let title = collapse(&reader.title);
    let fallback = if title.is_empty() { fallback_title } else { &title };
    Ok(reader.outline.finish(fallback))
}

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Place {
    #[default]
    Body,
    Nowhere,
    Fonts,
    Styles,
    Title,
    /// The bullet or number before an item.
    Mark,
}

/// What holds to the end of a group.
#[derive(Debug, Clone, Default)]
struct Group {
    place: Place,
    /// Nothing was read in it yet, so that a word may still name its place.
    fresh: bool,
    hidden: bool,
    font: i32,
    /// Characters that stand for one that older programs cannot show.
    fallback_chars: i32,
}

struct Reader<'m> {
    meter: &'m mut Meter,
    outline: Outline,
    outer: Vec<Group>,
    group: Group,
    /// Bytes of text that wait to be decoded together.
    bytes: Vec<u8>,
    /// Half of a character that has two.
    high: Option<u16>,
    skip_chars: i32,
    encoding: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    headings: HashMap<i32, u8>,
    style: i32,
    style_name: String,
    title: String,
    text: String,
    mark: String,
    level: Option<u8>,
    in_table: bool,
    cells: Vec<String>,
    grid: Option<Grid>,
}

impl<'m> Reader<'m> {
    fn new(meter: &'m mut Meter) -> Self {
        Self {
            meter,
            outline: Outline::new(None),
            outer: Vec::new(),
            group: Group { fallback_chars: 1, ..Group::default() },
            bytes: Vec::new(),
            high: None,
            skip_chars: 0,
            encoding: WINDOWS_1252,
            fonts: HashMap::new(),
            headings: HashMap::new(),
            style: 0,
            style_name: String::new(),
            title: String::new(),
            text: String::new(),
            mark: String::new(),
            level: None,
            in_table: false,
            cells: Vec::new(),
            grid: None,
        }
    }

    fn close_group(&mut self) {
        if self.group.place == Place::Styles {
            self.end_style();
        }
        self.group = self.outer.pop().unwrap_or_default();
        self.skip_chars = 0;
    }

    /// "heading 1;" ends the description of a style.
    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.style_name).to_lowercase();
        let name = name.trim_end_matches(';').trim();
        let level = match name.strip_prefix("heading ") {
            Some(level) => level.trim().parse().ok(),
            None => (name == "title").then_some(1),
        };
        self.headings.extend(level.map(|level| (self.style, level)));
        self.style = 0;
    }

    fn byte(&mut self, byte: u8) {
        self.group.fresh = false;
        if self.skip_chars > 0 {
            self.skip_chars -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.group.font).copied().unwrap_or(self.encoding);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.say(&text);
    }

    fn say(&mut self, text: &str) {
        match self.group.place {
            Place::Body if !self.group.hidden => self.text.push_str(text),
            Place::Styles => self.style_name.push_str(text),
            Place::Title => self.title.push_str(text),
            Place::Mark => self.mark.push_str(text),
            Place::Body | Place::Nowhere | Place::Fonts => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            // What is marked so may be passed over by whoever does not know it.
            b'*' => self.group.place = Place::Nowhere,
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("-"),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'\r' | b'\n' => self.say("\n"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), Unreadable> {
        if std::mem::take(&mut self.group.fresh) && self.enter(word) {
            return Ok(());
        }
        match (word, number) {
            ("ansicpg", Some(page)) => self.encoding = of_code_page(page),
            ("fcharset", Some(set)) if self.group.place == Place::Fonts => {
                self.fonts.extend(of_charset(set).map(|it| (self.group.font, it)));
            }
            ("f", Some(font)) => self.group.font = font,
            ("uc", Some(count)) => self.group.fallback_chars = count.clamp(0, 16),
            ("u", Some(code)) => self.unicode(code),
            ("v" | "deleted", switch) => self.group.hidden = switch != Some(0),
            ("plain", _) => self.group.hidden = false,
            _ if self.group.place != Place::Nowhere => self.layout(word, number)?,
            _ => {}
        }
        Ok(())
    }

    /// True when the first word of a group says where its text goes.
    fn enter(&mut self, word: &str) -> bool {
        let inherited = self.group.place;
        self.group.place = match word {
            "fonttbl" => Place::Fonts,
            "stylesheet" => Place::Styles,
            "info" => Place::Nowhere,
            "title" if inherited == Place::Nowhere => Place::Title,
            "listtext" | "pntext" if inherited == Place::Body => Place::Mark,
            word if LEFT_OUT.contains(&word) => Place::Nowhere,
            _ => return false,
        };
        true
    }

    fn unicode(&mut self, code: i32) {
        self.skip_chars = self.group.fallback_chars;
        let unit = u16::try_from(code.rem_euclid(0x1_0000)).unwrap_or_default();
        let pair = self.high.take().map(|high| [high, unit]);
        let units = pair.as_ref().map_or(std::slice::from_ref(&unit), |pair| pair.as_slice());
        match String::from_utf16(units) {
            Ok(text) => self.say(&text),
            Err(_) => self.high = Some(unit),
        }
    }

    fn layout(&mut self, word: &str, number: Option<i32>) -> Result<(), Unreadable> {
        match word {
            "par" | "sect" | "page" => self.end_paragraph()?,
            "line" => self.say("\n"),
            "tab" => self.say("\t"),
            "emdash" => self.say("—"),
            "endash" => self.say("–"),
            "lquote" => self.say("‘"),
            "rquote" => self.say("’"),
            "ldblquote" => self.say("“"),
            "rdblquote" => self.say("”"),
            "bullet" => self.say("•"),
            "s" => self.style = number.unwrap_or(0),
            "outlinelevel" => self.level = number.and_then(|it| u8::try_from(it + 1).ok()),
            "pard" => (self.style, self.level, self.in_table) = (0, None, false),
            "intbl" => self.in_table = true,
            "trhdr" => self.grid.get_or_insert_with(|| Grid::new(Naming::Careful)).mark(),
            "cell" | "nestcell" => {
                let text = collapse(&std::mem::take(&mut self.text));
                self.meter.text(&text)?;
                self.cells.push(text);
            }
            "row" => {
                self.meter.row(self.cells.len())?;
                let grid = self.grid.get_or_insert_with(|| Grid::new(Naming::Careful));
                grid.row(std::mem::take(&mut self.cells));
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Unreadable> {
        if self.in_table {
            self.text.push('\n');
            return Ok(());
        }
        let text = tidy_lines(&std::mem::take(&mut self.text));
        let mark = std::mem::take(&mut self.mark);
        if text.is_empty() {
            return Ok(());
        }
        self.meter.text(&text)?;
        self.end_table();
        let level = self.level.or_else(|| self.headings.get(&self.style).copied());
        if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
            self.outline.heading(level, &text);
        } else if mark.trim().is_empty() {
            self.outline.paragraph(text);
        } else {
            let number = mark.trim().trim_end_matches(['.', ')']).parse().ok();
            self.outline.push(Content::Item { depth: 0, number, text });
        }
        Ok(())
    }

    fn end_table(&mut self) {
        if let Some(grid) = self.grid.take() {
            grid.finish(&mut self.outline);
        }
    }
}
