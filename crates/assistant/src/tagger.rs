//! Tags by meaning: which of a workspace's tags a message should have, or none.
//!
//! Fitted once for a set of tags. Where each of them has a few examples, regressions choose among
//! them; where not, the nearest mean of name, description and examples. Whether any fits at all is
//! told by that nearness alone, as a regression has to choose one of those it knows.

use std::sync::OnceLock;

use knowledge::confidence::null_bank;
use knowledge::logistic::{Logistic, Settings, fit};
use knowledge::semantic::{DIMENSIONS, Vector, cosine, embed};

/// From so many examples of every tag on, regressions are better than means.
const EXAMPLES_MIN: usize = 5;

/// Few rows of a class, so they are followed closely.
const SETTINGS: Settings = Settings { strength: 20.0, balanced: false };

/// The share of unrelated questions that is to lie below the bar, in hundredths.
const UNRELATED_BELOW: usize = 98;

/// Below this nothing is near, however far unrelated questions are.
const BAR_MIN: f32 = 0.5;

/// What a tag is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Definition {
    /// Its short word.
    pub tag: String,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub description: String,
    /// What visitors write whose conversations should have it.
    pub examples: Vec<String>,
}

/// The tags of a workspace, ready to be told apart.
#[derive(Debug)]
pub struct Tagger {
    tags: Vec<Known>,
    bar: f32,
}

#[derive(Debug)]
struct Known {
    tag: String,
    mean: Vector,
    /// Against all the others; none where it has too few examples.
    regression: Option<Logistic>,
}

/// What a message comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tagged<'tagger> {
    /// The tag that fits it best.
    pub tag: &'tagger str,
    /// How near it is to any tag, -1 to 1.
    pub nearness: f32,
    /// That is near enough.
    pub fits: bool,
}

impl Tagger {
    /// Learns the tags. One that nothing is known of is left out.
    pub fn fit(definitions: &[Definition]) -> Self {
        let classes: Vec<(&Definition, Vec<Vector>)> = definitions
            .iter()
            .map(|it| (it, vectors(it)))
            .filter(|(_, vectors)| !vectors.is_empty())
            .collect();
        let are_shown = classes.iter().all(|(it, _)| it.examples.len() >= EXAMPLES_MIN);
        let rows: Vec<&[f32]> =
            classes.iter().flat_map(|(_, rows)| rows.iter().map(|row| &row[..])).collect();
        let regression = |of: usize| {
            let labels: Vec<bool> = classes
                .iter()
                .enumerate()
                .flat_map(|(at, (_, rows))| std::iter::repeat_n(at == of, rows.len()))
                .collect();
            fit(&rows, &labels, SETTINGS)
        };
        let tags: Vec<Known> = classes
            .iter()
            .enumerate()
            .map(|(at, (it, rows))| Known {
                tag: it.tag.clone(),
                mean: mean(rows),
                regression: are_shown.then(|| regression(at)).flatten(),
            })
            .collect();
        let bar = bar(&tags);
        Self { tags, bar }
    }

    /// What a message comes to; nothing where there is no tag, or no word that is known.
    pub fn judge(&self, message: &str) -> Option<Tagged<'_>> {
        let vector = embed(message);
        if vector.iter().all(|x| *x == 0.0) {
            return None;
        }
        let by = |score: &dyn Fn(&Known) -> f32| {
            self.tags.iter().max_by(|one, other| score(one).total_cmp(&score(other)))
        };
        let near = |known: &Known| cosine(&known.mean, &vector);
        let nearest = by(&near)?;
        let chosen = by(&|known| match &known.regression {
            Some(regression) => regression.probability(&vector),
            None => near(known),
        })?;
        let nearness = near(nearest);
        Some(Tagged { tag: &chosen.tag, nearness, fits: nearness >= self.bar })
    }

    /// The tag that a message should have.
    pub fn tag(&self, message: &str) -> Option<&str> {
        self.judge(message).filter(|it| it.fits).map(|it| it.tag)
    }
}

/// The name, the description and the examples; the name is an example of its own.
fn vectors(it: &Definition) -> Vec<Vector> {
    let name = it.name.replace(['-', '_'], " ");
    let told = if it.description.is_empty() { name } else { format!("{name}. {}", it.description) };
    std::iter::once(told.as_str())
        .chain(it.examples.iter().map(String::as_str))
        .map(embed)
        .filter(|vector| vector.iter().any(|x| *x != 0.0))
        .collect()
}

fn mean(rows: &[Vector]) -> Vector {
    let mut sum = [0.0; DIMENSIONS];
    for row in rows {
        sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
    }
    let length = cosine(&sum, &sum).sqrt().max(f32::MIN_POSITIVE);
    sum.map(|x| x / length)
}

/// Where nearly all unrelated questions lie below.
fn bar(tags: &[Known]) -> f32 {
    static UNRELATED: OnceLock<Vec<Vector>> = OnceLock::new();
    let unrelated = UNRELATED.get_or_init(|| null_bank().map(embed).collect());
    let nearest = |vector: &Vector| {
        tags.iter().map(|known| cosine(&known.mean, vector)).fold(f32::MIN, f32::max)
    };
    let mut near: Vec<f32> = unrelated.iter().map(nearest).collect();
    near.sort_by(f32::total_cmp);
    near.get(near.len() * UNRELATED_BELOW / 100).copied().unwrap_or(BAR_MIN).max(BAR_MIN)
}

#[cfg(test)]
mod tests {
    use super::{Definition, Tagger};

    fn tag(tag: &str, description: &str, examples: &[&str]) -> Definition {
        Definition {
            tag: tag.into(),
            name: tag.replace('-', " "),
            description: description.into(),
            examples: examples.iter().map(|it| (*it).to_owned()).collect(),
        }
    }

    fn shop(examples: usize) -> Tagger {
        let late = [
            "my parcel has not arrived",
            "where is my order",
            "the delivery is a week late",
            "my package is still not here",
            "tracking has not moved for days",
        ];
        let refund = [
            "I want my money back",
            "when will I get my refund",
            "please refund my payment",
            "you have not returned the money",
            "how do I get a refund",
        ];
        Tagger::fit(&[
            tag("late-delivery", "An order that has not arrived yet.", &late[..examples]),
            tag("refund", "Who wants their money back.", &refund[..examples]),
        ])
    }

    #[test]
    fn messages_are_told_apart_with_and_without_examples() {
        for tagger in [shop(0), shop(2), shop(5)] {
            assert_eq!(
                tagger.tag("my order still hasn't arrived, where is it?"),
                Some("late-delivery")
            );
            assert_eq!(tagger.tag("can I get my money back please"), Some("refund"));
            for other in ["Do you offer piano lessons?", "How do I prune roses?", "", "ok 👍"] {
                assert_eq!(tagger.tag(other), None, "{other}");
            }
        }
    }

    #[test]
    fn one_tag_alone_and_none_at_all() {
        let one = Tagger::fit(&[tag("refund", "Who wants their money back.", &[])]);
        assert_eq!(one.tag("I want my money back"), Some("refund"));
        assert_eq!(one.tag("Do you offer piano lessons?"), None);
        assert_eq!(Tagger::fit(&[]).tag("I want my money back"), None);
        assert_eq!(Tagger::fit(&[tag("", "", &[])]).tag("I want my money back"), None);
    }
}
