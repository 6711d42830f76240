//! What stands in a line of the route table.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use domain::access::Permission;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;

/// One line of the table.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) permission: Permission,
    /// What it does, in a sentence.
    pub(crate) does: &'static str,
    pub(crate) takes: Option<Shape>,
    pub(crate) gives: Option<Shape>,
    pub(crate) query: Vec<Parameter>,
    /// Largest body, where it is not the ordinary one.
    pub(crate) bytes_max: Option<usize>,
    pub(crate) handler: MethodRouter<App>,
}

/// The schema of a body, and those it refers to.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) schemas: Vec<(String, RefOr<Schema>)>,
}

impl Shape {
    pub(crate) fn of<T: ToSchema>() -> Self {
        let mut schemas = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut schemas);
        Self { name: T::name().into_owned(), schemas }
    }
}

impl Route {
    pub(super) fn does(mut self, sentence: &'static str) -> Self {
        self.does = sentence;
        self
    }

    pub(super) fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(Shape::of::<T>());
        self
    }

    pub(super) fn gives<T: ToSchema>(mut self) -> Self {
        self.gives = Some(Shape::of::<T>());
        self
    }

    pub(super) fn asks<T: IntoParams>(mut self) -> Self {
        self.query = T::into_params(|| Some(ParameterIn::Query));
        self
    }

    pub(super) fn up_to(mut self, bytes: usize) -> Self {
        self.bytes_max = Some(bytes);
        self
    }
}

/// A line with nothing said yet.
pub(super) fn route<H, T>(
    method: Method,
    path: &'static str,
    permission: Permission,
    handler: H,
) -> Route
where
    H: Handler<T, App>,
    T: 'static,
{
    let filter = MethodFilter::try_from(method.clone()).expect("the table uses ordinary methods");
    Route {
        method,
        path,
        permission,
        does: "",
        takes: None,
        gives: None,
        query: vec![],
        bytes_max: None,
        handler: on(filter, handler).layer(DefaultBodyLimit::disable()),
    }
}
