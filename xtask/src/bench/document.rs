//! Writes a section of `docs/MEASURED.md`, between the markers that stand there for it.

use std::fs;

use anyhow::{Context, Result};

use crate::program;

/// Replaces what stands between `<!-- name -->` and `<!-- end of name -->`.
pub(crate) fn write(name: &str, text: &str) -> Result<()> {
    let path = program::root().join("docs/MEASURED.md");
    let page = fs::read_to_string(&path).context("docs/MEASURED.md is missing")?;
    let page = replaced(&page, name, text)
        .with_context(|| format!("docs/MEASURED.md has no markers of {name}"))?;
    fs::write(path, page)?;
    eprintln!("written to docs/MEASURED.md");
    Ok(())
}

fn replaced(page: &str, name: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- end of {name} -->"));
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn only_its_own_section_changes() {
        let page = "# A\n<!-- x -->\nold\n<!-- end of x -->\nrest\n";
        let new = replaced(page, "x", "new\n").unwrap();
        assert_eq!(new, "# A\n<!-- x -->\n\nnew\n\n<!-- end of x -->\nrest\n");
        assert_eq!(replaced(page, "y", "new"), None);
    }
}
