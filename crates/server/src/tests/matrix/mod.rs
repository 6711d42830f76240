//! Every line of the route table against everybody who must not pass it (TRUST 46, 47, 52).

mod actions;
mod assistants;
mod bodies;
mod knowledge;
mod rows;
mod rules;
mod tags;
mod visitors;
mod world;

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use domain::access::{Actor, Permission, Role, Subject, may};

use self::rows::{Expect, Try};
use self::world::World;
use super::{Answer, TestApp, Who};
use crate::http;

on_both!(strangers_get_nothing_of_a_workspace);

#[tokio::test]
async fn every_route_has_its_row() {
    let world = World::new(TestApp::new().await).await;
    let rows = rows::all(&world);
    let known: BTreeSet<_> = rows.iter().map(|row| row.route.to_owned()).collect();
    assert_eq!(known.len(), rows.len(), "each route has one row");
    let table: BTreeSet<_> = http::table().iter().map(|it| name(&it.method, it.path)).collect();
    assert_eq!(known, table, "rows of tests/matrix/rows.rs (left) and routes (right)");
    for row in rows {
        assert!(!row.tries.is_empty(), "{} is tried", row.route);
    }
}

fn name(method: &Method, path: &str) -> String {
    format!("{method} {path}")
}

async fn strangers_get_nothing_of_a_workspace(test: TestApp) {
    let world = World::new(test).await;
    let before = world.snapshot().await;
    let rows = rows::all(&world);
    for late in [false, true] {
        for route in http::table() {
            let route_name = name(&route.method, route.path);
            let row = rows.iter().find(|row| row.route == route_name).unwrap();
            for tried in row.tries.iter().filter(|tried| tried.late == late) {
                world.try_all(&route.method, route.permission, tried).await;
            }
        }
    }
    assert_eq!(world.snapshot().await, before, "nothing of the workspace has changed");
}

impl World {
    async fn try_all(&self, method: &Method, permission: Permission, tried: &Try) {
        let (us, them) = (&self.us, &self.them);
        let from_there = self.test.session_of(them.tenant, them.owner.id).await;
        let from_there = Who::Session(&from_there);
        match permission {
            Permission::Public => {
                for who in [Who::Nobody, them.visitor.who(), from_there] {
                    self.judge(method, who, tried, tried.abroad).await;
                }
            }
            Permission::Converse => {
                for who in [Who::Nobody, from_there, self.test.owner.who()] {
                    self.must_sign_in(method, who, tried).await;
                }
                self.judge(method, them.visitor.who(), tried, tried.abroad).await;
                self.judge(method, us.neighbour.who(), tried, tried.nearby).await;
            }
            _ => {
                for who in [Who::Nobody, them.visitor.who(), us.visitor.who()] {
                    self.must_sign_in(method, who, tried).await;
                }
                self.judge(method, from_there, tried, tried.abroad).await;
                let agent = Actor::Teammate(us.agent.id, Role::Agent);
                if !may(agent, permission, Subject::Workspace) {
                    let answer = self.judge(method, us.agent.who(), tried, Expect::Refused).await;
                    assert_eq!((answer.status.as_u16(), answer.code()), (403, "forbidden"));
                }
            }
        }
    }

    async fn must_sign_in(&self, method: &Method, who: Who<'_>, tried: &Try) {
        let answer = self.judge(method, who, tried, Expect::Refused).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (401, "sign_in_needed"), "{tried:?}");
    }

    async fn judge(&self, method: &Method, who: Who<'_>, tried: &Try, expect: Expect) -> Answer {
        let answer = self.test.send(method.clone(), &tried.path, who, tried.body.clone()).await;
        let line = format!("{method} {tried:?} by {who:?}: {answer:?}");
        assert!(!answer.status.is_server_error(), "{line}");
        let fails = answer.status.is_client_error();
        assert!(!fails || answer.is_problem() || !tried.path.starts_with("/api/"), "{line}");
        if expect == Expect::Refused {
            let refusals = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
            assert!(refusals.contains(&answer.status), "{line}");
        }
        if expect != Expect::Open {
            let sent = format!("{}{}", tried.path, tried.body);
            for mark in self.marks() {
                let echoed = sent.contains(&mark);
                assert!(echoed || !answer.text.to_lowercase().contains(&mark), "{mark}: {line}");
            }
        }
        answer
    }
}
