//! The process that reads a file, as the system sees it.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};

fn reader(name: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_baton"))
        .args(["read-document", &std::process::id().to_string(), name])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program is built")
}

fn said(name: &str, content: &[u8]) -> String {
    let mut child = reader(name);
    child.stdin.take().expect("it is piped").write_all(content).expect("it reads to the end");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout).expect("it is JSON")
}

#[test]
fn it_says_what_a_file_holds_or_why_it_could_not_be_read() {
    let read = said("care.md", b"# Care\n\n## Wool\n\nWash it cold.");
    assert!(read.contains(r#""title":"Care""#) && read.contains("Wash it cold."), "{read}");
    let refused = said("scan.pdf", b"\x89PNG....");
    assert!(refused.contains("It is not a PDF although it is named so."), "{refused}");
    let empty = said("empty.txt", b"");
    assert!(empty.contains(r#""is_empty":true"#), "{empty}");
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn it_is_bounded_before_it_looks_at_a_file() {
    let mut child = reader("care.md");
    let look = |what: &str| std::fs::read_to_string(format!("/proc/{}/{what}", child.id()));
    // It waits for its file by then, so that it never ends meanwhile.
    while !look("status").expect("it runs").contains("Seccomp:\t2") {
        std::thread::yield_now();
    }
    let limits = look("limits").expect("it runs");
    let soft = |name: &str| {
        let line = limits.lines().find(|line| line.starts_with(name)).expect(name);
        line[name.len()..].split_whitespace().next().expect(name).parse::<u64>()
    };
    assert_eq!(soft("Max cpu time"), Ok(15));
    assert_eq!(soft("Max address space"), Ok(1_536 * 1_024 * 1_024));
    assert_eq!((soft("Max file size"), soft("Max core file size")), (Ok(0), Ok(0)));
    child.kill().expect("it runs");
    child.wait().expect("it ends");
}
