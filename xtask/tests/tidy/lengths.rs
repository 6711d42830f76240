//! A function fits on a screen, a file is one thought, a line is read without turning the head.

use crate::code::functions;
use crate::tree::{File, files, none};

const FUNCTION_LINES_MAX: usize = 70;
const FILE_LINES_MAX: usize = 350;
const LINE_CHARS_MAX: usize = 100;

const WRITTEN_BY_A_PROGRAM: [&str; 1] = ["web/shared/api.d.ts"];

fn written_by_people(endings: &[&str]) -> Vec<File> {
    let mut found = files();
    found.retain(|file| file.is(endings) && !WRITTEN_BY_A_PROGRAM.contains(&file.path.as_str()));
    found
}

#[test]
fn functions_fit_on_a_screen() {
    let mut long = Vec::new();
    for file in written_by_people(&[".rs"]) {
        for it in functions(&file.text).iter().filter(|it| it.lines > FUNCTION_LINES_MAX) {
            long.push(format!("{}:{} {} has {} lines", file.path, it.line, it.name, it.lines));
        }
    }
    none(&long, "split these functions; the parent branches, the leaves compute");
}

#[test]
fn a_file_is_one_thought() {
    let long: Vec<String> = written_by_people(&[".rs", ".ts", ".tsx", ".mjs"])
        .iter()
        .map(|file| (&file.path, file.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .map(|(path, lines)| format!("{path} has {lines} lines"))
        .collect();
    none(&long, "split these files");
}

#[test]
fn lines_are_not_too_wide() {
    let mut wide = Vec::new();
    for file in written_by_people(&[".rs"]) {
        for (number, line) in file.text.lines().enumerate() {
            if line.chars().count() > LINE_CHARS_MAX {
                wide.push(format!("{}:{}", file.path, number + 1));
            }
        }
    }
    none(&wide, "break these lines");
}
