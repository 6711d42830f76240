//! The routes of models that are asked elsewhere: the one for vectors, and those that write.

use domain::access::Permission::ManageWorkspace;

use super::{DELETE, GET, POST, PUT};
use crate::http::route::{Route, route};
use crate::http::{embeddings, models};
use crate::protocol as p;

/// Every route of models.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    vec![
        route(GET, "/api/embeddings", ManageWorkspace, embeddings::read)
            .does("The workspace's own model for vectors, and how far it is.")
            .gives::<p::EmbeddingsView>(),
        route(PUT, "/api/embeddings", ManageWorkspace, embeddings::set_up)
            .does("Ask this model for vectors from now on; one that does not work is not saved.")
            .takes::<p::SetUpEmbeddings>().gives::<p::EmbeddingsView>(),
        route(DELETE, "/api/embeddings", ManageWorkspace, embeddings::stop)
            .does("Use the built-in table alone from now on."),
        route(POST, "/api/embeddings/test", ManageWorkspace, embeddings::test)
            .does("Have a model embed one sentence, without saving anything.")
            .takes::<p::SetUpEmbeddings>().gives::<p::EmbeddingVerdict>(),
        route(GET, "/api/assistants/{id}/model", ManageWorkspace, models::read)
            .does("The language model that writes an assistant's answers.")
            .gives::<p::ModelView>(),
        route(PUT, "/api/assistants/{id}/model", ManageWorkspace, models::set_up)
            .does("Have this model write its answers from now on; one that fails is not saved.")
            .takes::<p::SetUpModel>().gives::<p::ModelView>(),
        route(DELETE, "/api/assistants/{id}/model", ManageWorkspace, models::stop)
            .does("Quote the documents from now on, without a model."),
        route(POST, "/api/assistants/{id}/model/test", ManageWorkspace, models::test)
            .does("Ask a model for a word, without saving anything.")
            .takes::<p::SetUpModel>().gives::<p::ModelVerdict>(),
    ]
}
