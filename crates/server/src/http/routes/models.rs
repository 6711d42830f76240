//! The routes of models that are asked elsewhere: the one for vectors, and those that write.

use domain::access::Permission::ManageWorkspace;

use super::{DELETE, GET, POST, PUT};
use crate::http::route::{Route, route};
use crate::http::{embeddings, models, usage};
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
        route(GET, "/api/assistants/{id}/models", ManageWorkspace, models::read)
            .does("The language models that write an assistant's answers.")
            .gives::<p::ModelsView>(),
        route(PUT, "/api/assistants/{id}/models/{place}", ManageWorkspace, models::set_up)
            .does("Have this model write its answers from now on; one that fails is not saved.")
            .takes::<p::SetUpModel>().gives::<p::ModelsView>(),
        route(DELETE, "/api/assistants/{id}/models/{place}", ManageWorkspace, models::stop)
            .does("Ask it no more; without the first, quote the documents."),
        route(POST, "/api/assistants/{id}/models/{place}/test", ManageWorkspace, models::test)
            .does("Ask a model for a word, without saving anything.")
            .takes::<p::SetUpModel>().gives::<p::ModelVerdict>(),
        route(PUT, "/api/assistants/{id}/budget", ManageWorkspace, usage::set_budget)
            .does("Say what its models may cost in a month.")
            .takes::<p::SetBudget>().gives::<p::BudgetView>(),
        route(GET, "/api/assistants/{id}/usage", ManageWorkspace, usage::days)
            .does("What its models did and cost, by day.")
            .asks::<p::UsageQuery>().gives::<p::UsageView>(),
        route(GET, "/api/assistants/{id}/usage.csv", ManageWorkspace, usage::days_csv)
            .does("The same as a table.").asks::<p::UsageQuery>(),
        route(GET, "/api/assistants/{id}/calls.csv", ManageWorkspace, usage::calls_csv)
            .does("Every question to its models, a line each.").asks::<p::UsageQuery>(),
        route(GET, "/api/prices", ManageWorkspace, usage::prices)
            .does("What models cost.").gives::<p::Prices>(),
        route(PUT, "/api/prices", ManageWorkspace, usage::set_prices)
            .does("Say what models cost, in place of all that was said before.")
            .takes::<p::Prices>().gives::<p::Prices>(),
    ]
}
