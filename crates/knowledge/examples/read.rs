//! Prints the passages of a file, or why it is not read: `read FILE`.
#![expect(clippy::print_stdout, reason = "a program that reports")]

use documents::Limits;
use knowledge::passage;

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).expect("the file can be read");
        match documents::read(&path, &bytes, &Limits::default()) {
            Err(reason) => println!("{path}: {reason}"),
            Ok(document) => {
                let of = match (document.pages, document.pictures_only) {
                    (0, _) => String::new(),
                    (pages, 0) => format!(", {pages} pages"),
                    (pages, only) => format!(", {pages} pages, {only} of them only pictures"),
                };
                println!("{path}: {}{of}", document.title);
                for passage in passage::passages(&document) {
                    let page = passage.page.map_or(String::new(), |page| format!("[{page}] "));
                    println!("--- {page}{}\n{}", passage.heading_path.join(" > "), passage.text);
                }
            }
        }
    }
}
