//! Passages and queries embedded by an endpoint, so that a model can be measured before it is paid.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use indicatif::ProgressBar;
use knowledge::vectors::{Meant, QueryVector, Vectors, pack};

use super::figures::progress;
use super::shelf::Shelf;
use crate::config::Config;
use crate::egress::Egress;
use crate::embeddings::{Endpoint, Key};

/// Texts of one request, as the server sends them.
const BATCH_TEXTS: usize = 64;

/// Longest a batch may take.
const BATCH_WITHIN: Duration = Duration::from_mins(2);

/// Which model ranks, if not the built-in table.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ByModel {
    /// Rank by the vectors of this endpoint, such as `http://127.0.0.1:11434/v1`. Its key, where it
    /// needs one, is read from `BATON_EMBEDDINGS_KEY`.
    #[arg(long, requires = "model")]
    embeddings: Option<String>,
    /// The model's name there.
    #[arg(long, requires = "embeddings")]
    model: Option<String>,
    /// What stands before each query.
    #[arg(long, default_value = "")]
    query_prefix: String,
    /// What stands before each passage.
    #[arg(long, default_value = "")]
    passage_prefix: String,
}

impl ByModel {
    /// What the model makes of each company's passages, and of all queries; nothing without one.
    pub(super) fn means<'all>(
        &self,
        shelves: &BTreeMap<&'all str, Shelf>,
        queries: &[(&'all str, String)],
    ) -> anyhow::Result<BTreeMap<&'all str, Meant>> {
        let (Some(address), Some(model)) = (&self.embeddings, &self.model) else {
            return Ok(shelves.keys().map(|company| (*company, Meant::default())).collect());
        };
        let base = Endpoint::base(address).context("--embeddings is no address")?;
        // Who types an address here is who runs the machine.
        let host = base.host_str().unwrap_or_default();
        let named = host.parse().map_err(|error: String| anyhow!(error))?;
        let egress =
            Egress::new(&Config { allow_private_addresses: vec![named], ..Config::default() });
        let key = std::env::var("BATON_EMBEDDINGS_KEY").map_or(Key::NotNeeded, Key::Is);
        let endpoint = Endpoint { base, model: model.clone(), key };
        let asked = Asked { endpoint, egress };
        let runtime = tokio::runtime::Runtime::new()?;
        let passages: usize = shelves.values().map(|shelf| shelf.loaded.index.len()).sum();
        let bar = progress(passages + queries.len(), "embedding");
        let mut all = BTreeMap::new();
        for (company, shelf) in shelves {
            let texts = shelf.loaded.index.passages();
            let texts = texts.map(|it| format!("{}{}", self.passage_prefix, it.indexed_text()));
            let given = runtime.block_on(asked.vectors(texts.collect(), &bar))?;
            let mut vectors = Vectors::new(given.first().map_or(0, Vec::len));
            let fit = given.iter().all(|it| pack(it).is_some_and(|it| vectors.push(&it)));
            anyhow::ensure!(fit, "the endpoint gave vectors of several lengths");
            let mut meant = Meant::beside(Arc::new(vectors));
            let own: Vec<&String> =
                queries.iter().filter(|(of, _)| of == company).map(|(_, query)| query).collect();
            let texts = own.iter().map(|query| format!("{}{query}", self.query_prefix)).collect();
            let given = runtime.block_on(asked.vectors(texts, &bar))?;
            for (query, vector) in own.into_iter().zip(given) {
                let vector = QueryVector::new(&vector).context("the endpoint gave no vector")?;
                meant.add(query.clone(), Arc::new(vector));
            }
            all.insert(*company, meant);
        }
        bar.finish_and_clear();
        Ok(all)
    }
}

struct Asked {
    endpoint: Endpoint,
    egress: Egress,
}

impl Asked {
    async fn vectors(
        &self,
        texts: Vec<String>,
        bar: &ProgressBar,
    ) -> anyhow::Result<Vec<Vec<f32>>> {
        let mut all = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH_TEXTS) {
            let given = self.endpoint.embed(&self.egress, batch, BATCH_WITHIN).await;
            all.extend(given.map_err(|failed| anyhow!(self.endpoint.words(&failed)))?);
            bar.inc(batch.len() as u64);
        }
        Ok(all)
    }
}
