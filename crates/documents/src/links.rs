//! Tells a block that only points elsewhere ("Read the guide") from one that says something.
//!
//! Such a block repeats the title of another page, so it would win the search for that title and
//! then answer with nothing.

use crate::document::{Content, Section};

/// Headings over lists of other pages.
const POINTING_HEADINGS: [&str; 18] = [
    "external links",
    "further information",
    "further reading",
    "learn more",
    "more information",
    "read more",
    "read next",
    "related",
    "related articles",
    "related content",
    "related documents",
    "related information",
    "related links",
    "related pages",
    "related reading",
    "related topics",
    "see also",
    "useful links",
];

/// Most words of a title. What is longer says something itself.
const TITLE_WORDS_MAX: usize = 12;

/// Digits from which on a line of a list is more than a title: a number to call.
const NUMBER_DIGITS_MIN: usize = 6;

/// Digits from which on the label of a link is more than a title: a time, a price, a size.
const LABEL_DIGITS_MIN: usize = 1;

/// True for a section that only names other pages, with its links or with what an export left of
/// them: "See also", and then titles.
pub(crate) fn only_points(section: &Section) -> bool {
    let Some(heading) = section.heading_path.last() else { return false };
    let heading = heading.trim_end_matches([':', ' ']).to_lowercase();
    POINTING_HEADINGS.contains(&heading.as_str())
        && section.blocks.iter().all(|block| {
            let (Content::Paragraph(text) | Content::Item { text, .. }) = &block.content else {
                return false;
            };
            is_title(text, NUMBER_DIGITS_MIN)
        })
}

/// True for text that says no more than what a page is called; so many digits are a number that
/// somebody may need.
fn is_title(text: &str, number_digits_min: usize) -> bool {
    let says_more = text.ends_with(['.', '!', ':', ';'])
        || text.contains('@')
        || text.chars().filter(char::is_ascii_digit).count() >= number_digits_min;
    !says_more && text.lines().all(|line| line.split_whitespace().count() <= TITLE_WORDS_MAX)
}

/// Follows links through a block of text.
#[derive(Default)]
pub(crate) struct Links {
    /// Open links to other pages.
    depth: usize,
    linked: bool,
    unlinked: bool,
    last: Last,
}

/// The last link of the open block.
#[derive(Default, Clone, Copy, PartialEq)]
enum Last {
    /// There is none, or it has words of its own.
    #[default]
    Speaks,
    /// It is open and has said nothing yet.
    Silent,
    /// It said nothing: it lies over the block, whose text is its label.
    Covers,
}

impl Links {
    /// Opens a link. An address to write to or a number to call is content in itself.
    pub(crate) fn open(&mut self, target: &str) {
        self.depth += 1;
        let elsewhere = !["mailto:", "tel:", "#"].iter().any(|kind| target.starts_with(kind));
        self.unlinked |= !elsewhere;
        self.last = if elsewhere { Last::Silent } else { Last::Speaks };
    }

    pub(crate) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.last == Last::Silent {
            self.last = Last::Covers;
        }
    }

    pub(crate) fn say(&mut self, text: &str) {
        if text.chars().any(char::is_alphanumeric) {
            if self.depth > 0 {
                (self.linked, self.last) = (true, Last::Speaks);
            } else {
                self.unlinked = true;
            }
        }
    }

    /// Ends a block: true when all it said was links to other pages, or the label of one. Steps in
    /// order are content, even when each is explained elsewhere.
    pub(crate) fn end_block(&mut self, text: &str, is_step: bool) -> bool {
        let Self { linked, unlinked, last, .. } = *self;
        *self = Self { depth: self.depth, ..Self::default() };
        let is_label = last == Last::Covers && is_title(text, LABEL_DIGITS_MIN);
        !is_step && ((linked && !unlinked) || is_label)
    }
}

#[cfg(test)]
mod tests {
    use crate::limits::Limits;
    use crate::shown::shown;
    use crate::{html, markdown};

    #[test]
    fn blocks_that_only_point_elsewhere_are_left_out() {
        let text = "See the guide.\n\n- [Read the guide](/guide)\n\
            - [help@shop.example](mailto:help@shop.example)\n\
            - [Coats](/coats) and hats\n\n<div><a href='/x'>More</a></div>\n\nLast line.\n";
        let kept = "See the guide.\n- help@shop.example\n- Coats and hats\n\nLast line.";
        assert_eq!(shown(&markdown::read(text, "file")), format!("file > \n{kept}"));
    }

    #[test]
    fn the_label_of_a_link_over_a_card_is_no_content() {
        let page = "<p>Choose a topic.</p>\
            <div><img src=x><a href='/plans'></a><span>Sign up for a plan</span></div>\
            <div><a href='/vat'></a>We charge the tax of the country that we ship to.</div>\
            <div><a href='tel:123'></a>Call the shop</div><div><a id=x></a>Sizes</div>\
            <div><a href='/hours'></a>Open 9 to 17</div>\
            <ol><li><a href='/plan'>Plan the move</a><li><a href='/do'>Move</a></ol>";
        let document = html::read(page, "file", &Limits::default()).expect("a page");
        let kept = "Choose a topic.\n\nWe charge the tax of the country that we ship to.\n\n\
            Call the shop\n\nSizes\n\nOpen 9 to 17\n1. Plan the move\n2. Move";
        assert_eq!(shown(&document), format!("file > \n{kept}"));
    }

    #[test]
    fn a_section_that_only_names_other_pages_is_left_out() {
        let kept = |text: &str| -> Vec<String> {
            let document = markdown::read(text, "file");
            document.sections.iter().map(|section| section.heading_path.join(" ")).collect()
        };
        let found = kept(
            "Text.\n\n## See also\n\n- Add members\n- How do I leave a space?\n\n\
             ## Further reading:\n\n- Send the form to the council before you begin.\n\n\
             ## Sizes\n\n- Small\n- Large\n",
        );
        assert_eq!(found, ["", "Further reading:", "Sizes"]);
        // Where there is nothing else, a list of pages is better than nothing.
        assert_eq!(kept("## See also\n\n- Add members\n"), ["See also"]);
    }
}
