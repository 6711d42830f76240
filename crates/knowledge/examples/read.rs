//! Prints the passages of a file, or why it is not read: `read FILE`.
#![expect(clippy::print_stdout, reason = "a program that reports")]

use knowledge::{extract, passage};

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).expect("the file can be read");
        match extract::extract(&path, &bytes) {
            Err(reason) => println!("{path}: {reason}"),
            Ok(document) => {
                println!("{path}: {}", document.title);
                for passage in passage::passages(&document) {
                    println!("--- {}\n{}", passage.heading_path.join(" > "), passage.text);
                }
            }
        }
    }
}
