//! `baton`: HTTP, sockets, jobs, bus, command line, embedded pages.
//!
//! **It contains no rule of the product.** It reads what comes in, asks `domain` what follows,
//! has `store` remember it, and tells who listens.

mod accounts;
mod actions;
mod app;
mod asking;
mod assistants;
mod back_test;
mod bus;
mod cli;
mod clock;
mod config;
mod control;
mod csv_table;
mod demo;
mod device;
mod egress;
mod embeddings;
mod feeds;
mod hours;
mod http;
mod identity;
mod inbox;
mod jobs;
mod kept;
mod knowledge;
mod look;
mod lookups;
mod mail;
mod models;
mod outgoing;
mod passwords;
mod people;
mod pictures;
mod presence;
mod probe;
mod promise;
mod protocol;
mod proxies;
mod push;
mod reaches;
mod reader;
mod rehearsal;
mod ruled;
mod rules;
mod second_factor;
mod secrets;
mod sightings;
mod sites;
mod socket;
mod sources;
mod sweep;
mod tags;
#[cfg(test)]
mod tests;
mod throttle;
mod written;

use clap::Parser as _;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some(reader::COMMAND) => return reader::main(arguments),
        Some(reader::LOOK) => return reader::look(arguments),
        _ => {}
    }
    let runtime = tokio::runtime::Runtime::new().expect("the operating system gives threads");
    match runtime.block_on(cli::run(cli::Cli::parse())) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("baton: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
