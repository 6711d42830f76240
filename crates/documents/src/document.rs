//! What was read out of a file.

/// A file's content in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its own title, or its file name made readable.
    pub title: String,
    /// Its content; at least one block in all.
    pub sections: Vec<Section>,
    /// Its pages, slides or sheets; 0 for formats without.
    pub pages: u32,
    /// Those of them that hold pictures and no text.
    pub pictures_only: u32,
}

/// The blocks between one heading and the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The headings above, outermost first, without the title.
    pub heading_path: Vec<String>,
    /// What stands there.
    pub blocks: Vec<Block>,
}

/// One piece of content and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it says.
    pub content: Content,
    /// The page, slide or sheet on which it begins, from 1, where the format has them.
    pub page: Option<u32>,
}

/// What a block says, and in which form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Running text; line breaks in it are meant.
    Paragraph(String),
    /// Text whose spaces are meant too: a piece of code, an address in columns.
    Preformatted(String),
    /// An item of a list.
    Item {
        /// Lists around its own list.
        depth: usize,
        /// Its number, in a numbered list.
        number: Option<u64>,
        /// What it says.
        text: String,
    },
    /// A table whose columns have names; an empty header where they have none.
    Table {
        /// The columns' names.
        header: Vec<String>,
        /// The rows' cells.
        rows: Vec<Vec<String>>,
    },
}

impl Content {
    /// True when there is something to read in it.
    pub(crate) fn says_something(&self) -> bool {
        match self {
            Self::Paragraph(text) | Self::Preformatted(text) | Self::Item { text, .. } => {
                !text.trim().is_empty()
            }
            Self::Table { rows, .. } => !rows.is_empty(),
        }
    }
}

impl From<Content> for Block {
    fn from(content: Content) -> Self {
        Self { content, page: None }
    }
}

impl Document {
    /// How long its text is.
    pub(crate) fn chars(&self) -> usize {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let lengths = blocks.map(|block| match &block.content {
            Content::Paragraph(text) | Content::Preformatted(text) | Content::Item { text, .. } => {
                text.chars().count()
            }
            Content::Table { rows, .. } => {
                rows.iter().flatten().map(|cell| cell.chars().count()).sum()
            }
        });
        lengths.sum()
    }

    /// All of its words in reading order, each heading and each table's header once.
    pub fn text(&self) -> String {
        let mut lines = vec![self.title.as_str()];
        let mut above: &[String] = &[];
        for section in &self.sections {
            let path = &section.heading_path;
            let same = above.iter().zip(path).take_while(|(a, b)| a == b).count();
            // A heading that comes twice in a row opened two sections.
            let news = if same == path.len() { path.last().into_iter().count() } else { 0 };
            lines.extend(path[same.min(path.len() - news)..].iter().map(String::as_str));
            above = path;
            for block in &section.blocks {
                match &block.content {
                    Content::Paragraph(text)
                    | Content::Preformatted(text)
                    | Content::Item { text, .. } => lines.push(text),
                    Content::Table { header, rows } => {
                        let cells = header.iter().chain(rows.iter().flatten());
                        lines.extend(cells.map(String::as_str));
                    }
                }
            }
        }
        lines.join("\n")
    }
}
