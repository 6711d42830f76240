//! What an action asks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One thing that an action asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in conditions, texts and requests: letters, digits and `_`.
    pub key: String,
    /// What the visitor reads.
    pub label: String,
    /// A line of help below it; empty for none.
    #[serde(default)]
    pub help: String,
    /// It cannot be left empty.
    #[serde(default)]
    pub required: bool,
    /// What it takes.
    pub kind: FieldKind,
    /// What is said when an answer does not fit; empty for our own words.
    #[serde(default)]
    pub message: String,
    /// Where the answer may be known from already, in this order, so that it is not asked.
    #[serde(default)]
    pub known_from: Vec<KnownFrom>,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number.
    Number {
        /// The least.
        #[serde(default)]
        min: Option<f64>,
        /// The greatest.
        #[serde(default)]
        max: Option<f64>,
        /// Without a fraction.
        #[serde(default)]
        whole: bool,
    },
    /// An amount of money.
    Money {
        /// ISO 4217, such as `EUR`.
        currency: String,
        /// The least.
        #[serde(default)]
        min: Option<f64>,
        /// The greatest.
        #[serde(default)]
        max: Option<f64>,
    },
    /// A day.
    Date {
        /// Which days fit.
        #[serde(default)]
        days: Days,
    },
    /// One of these.
    Choice {
        /// What there is to choose from.
        options: Vec<Choice>,
    },
    /// Any of these.
    Choices {
        /// What there is to choose from.
        options: Vec<Choice>,
    },
    /// Yes or no.
    YesNo,
    /// An order number or the like.
    Code {
        /// What it looks like from end to end; capitals and small letters are one.
        pattern: String,
        /// One that fits, for whoever wonders.
        example: String,
    },
    /// One of the records of a feed or a lookup.
    Record {
        /// Where the records are.
        from: Records,
    },
    /// Pictures, or other files, up to four.
    File,
    /// The visitor has to agree to this.
    Consent {
        /// To what.
        text: String,
    },
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What conditions compare and requests send.
    pub value: String,
    /// What the visitor reads.
    pub label: String,
}

/// Which days fit a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Days {
    /// Any.
    #[default]
    Any,
    /// Today and before.
    Past,
    /// Today and later.
    Future,
}

/// Where the records of a field are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum Records {
    /// The items of a feed that is learnt.
    Feed {
        /// The feed.
        site: Uuid,
    },
    /// The items of a list in the answer to a lookup.
    Lookup {
        /// The lookup's name.
        lookup: String,
        /// Where the list is in the answer, as a JSON pointer.
        list: String,
        /// Where an item's value is, from the item on.
        value: String,
        /// Where an item's name is, from the item on.
        label: String,
    },
}

/// Where an answer may be known from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "from", rename_all = "snake_case", deny_unknown_fields)]
pub enum KnownFrom {
    /// An attribute that the site's backend signed.
    Signed {
        /// Its name.
        name: String,
    },
    /// An attribute that the page says, or a signed one.
    Attribute {
        /// Its name.
        name: String,
    },
    /// The visitor's name.
    Name,
    /// The visitor's address.
    Email,
    /// Who the site says that the visitor is.
    Subject,
    /// The address of the page.
    PageUrl,
    /// The title of the page.
    PageTitle,
    /// What was answered in this conversation before.
    Earlier {
        /// The key of a field, of this action or another.
        key: String,
    },
}

impl KnownFrom {
    /// The name of the fact that it is.
    pub fn fact(&self) -> String {
        match self {
            Self::Signed { name } => format!("signed.{name}"),
            Self::Attribute { name } => format!("attribute.{name}"),
            Self::Name => "visitor.name".to_owned(),
            Self::Email => "visitor.email".to_owned(),
            Self::Subject => "visitor.id".to_owned(),
            Self::PageUrl => "page.url".to_owned(),
            Self::PageTitle => "page.title".to_owned(),
            Self::Earlier { key } => format!("earlier.{key}"),
        }
    }
}
