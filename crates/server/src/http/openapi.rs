//! The API description, made from the route table.

use axum::Json;
use axum::http::Method;
use domain::access::Permission;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr,
    Required,
};

use super::route::{Route, Shape};
use super::routes::table;
use crate::protocol as p;

/// Answers with the description.
pub(crate) async fn serve() -> Json<OpenApi> {
    Json(description())
}

/// The description.
pub(crate) fn description() -> OpenApi {
    let mut paths = PathsBuilder::new();
    let mut components = ComponentsBuilder::new();
    let frames = [
        Shape::of::<p::FromVisitor>(),
        Shape::of::<p::ToVisitor>(),
        Shape::of::<p::FromTeammate>(),
        Shape::of::<p::ToTeammate>(),
        Shape::of::<p::Problem>(),
        // Only queries name these.
        Shape::of::<p::View>(),
        Shape::of::<p::OutcomeAsked>(),
        Shape::of::<p::MarkAsked>(),
        // A condition names itself, so what it names beside is not looked for.
        Shape::of::<domain::condition::Operator>(),
        Shape::of::<domain::condition::Value>(),
    ];
    for shape in frames {
        components = components.schemas_from_iter(shape.schemas);
    }
    for route in table() {
        paths = paths.path(openapi_path(route.path), path_item(&route));
        for shape in [route.takes, route.gives].into_iter().flatten() {
            components = components.schemas_from_iter(shape.schemas);
        }
    }
    let info = InfoBuilder::new()
        .title("Baton")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("All that the dashboard and the widget do. See docs/PROTOCOL.md."));
    OpenApiBuilder::new()
        .info(info.build())
        .paths(paths.build())
        .components(Some(components.build()))
        .build()
}

fn openapi_path(path: &str) -> String {
    path.replace("{*", "{")
}

fn path_item(route: &Route) -> PathItem {
    let mut operation = OperationBuilder::new()
        .summary(Some(route.does))
        .tag(tag(route.permission))
        .response("200", response(route.gives.as_ref()))
        .response("default", problem());
    for name in route.path.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
        let text = ObjectBuilder::new().schema_type(Type::String).build();
        let parameter = ParameterBuilder::new()
            .name(name.trim_start_matches('*'))
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(text));
        operation = operation.parameter(parameter.build());
    }
    for parameter in &route.query {
        operation = operation.parameter(parameter.clone());
    }
    if let Some(shape) = &route.takes {
        let body = RequestBodyBuilder::new()
            .content("application/json", json(&shape.name))
            .required(Some(Required::True));
        operation = operation.request_body(Some(body.build()));
    }
    PathItem::new(method(&route.method), operation.build())
}

fn method(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PATCH => HttpMethod::Patch,
        Method::PUT => HttpMethod::Put,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

/// Who may call it, as a heading of the description.
fn tag(permission: Permission) -> &'static str {
    match permission {
        Permission::Public => "everybody",
        Permission::Converse => "visitors",
        Permission::Account | Permission::ReadInbox | Permission::Reply => "teammates",
        Permission::ReadKnowledge => "teammates",
        Permission::ManageKnowledge | Permission::ManageAssistants => "admins",
        Permission::ManagePeople | Permission::ManageVisitors => "admins",
        Permission::ManageWorkspace | Permission::ManageMail => "admins",
        Permission::Work => "inside",
    }
}

fn json(schema: &str) -> utoipa::openapi::Content {
    ContentBuilder::new()
        .schema(Some(RefOr::<utoipa::openapi::Schema>::Ref(Ref::from_schema_name(schema))))
        .build()
}

fn response(shape: Option<&Shape>) -> utoipa::openapi::Response {
    let response = ResponseBuilder::new().description("Done.");
    match shape {
        Some(shape) => response.content("application/json", json(&shape.name)).build(),
        None => response.build(),
    }
}

fn problem() -> utoipa::openapi::Response {
    ResponseBuilder::new()
        .description("What went wrong (RFC 9457).")
        .content("application/problem+json", json("Problem"))
        .build()
}
