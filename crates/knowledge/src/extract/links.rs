//! Tells a block that only points elsewhere ("Read the guide") from one that says something.
//!
//! Such a block repeats the title of another page, so it would win the search for that title and
//! then answer with nothing.

/// Follows links through a block of text.
#[derive(Default)]
pub(super) struct Links {
    /// Open links to other pages.
    depth: usize,
    linked: bool,
    unlinked: bool,
}

impl Links {
    /// Opens a link. An address to write to or a number to call is content in itself.
    pub(super) fn open(&mut self, target: &str) {
        self.depth += 1;
        if ["mailto:", "tel:", "#"].iter().any(|kind| target.starts_with(kind)) {
            self.unlinked = true;
        }
    }

    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    pub(super) fn say(&mut self, text: &str) {
        if text.chars().any(char::is_alphanumeric) {
            *(if self.depth > 0 { &mut self.linked } else { &mut self.unlinked }) = true;
        }
    }

    /// Ends a block: true when all it said was links to other pages.
    pub(super) fn end_block(&mut self) -> bool {
        let only_links = self.linked && !self.unlinked;
        (self.linked, self.unlinked) = (false, false);
        only_links
    }
}

#[cfg(test)]
mod tests {
    use crate::extract;

    #[test]
    fn blocks_that_only_point_elsewhere_are_left_out() {
        let text = "See the guide.\n\n- [Read the guide](/guide)\n\
            - [help@shop.example](mailto:help@shop.example)\n\
            - [Coats](/coats) and hats\n\n<div><a href='/x'>More</a></div>\n\nLast line.\n";
        let document = extract::markdown(text, "file");
        let shown: Vec<String> =
            crate::passage::passages(&document).into_iter().map(|passage| passage.text).collect();
        assert_eq!(shown, ["See the guide.\n- help@shop.example\n- Coats and hats\n\nLast line."]);
    }
}
