//! Pictures over HTTP: faces, which whoever knows their id may see, and pictures of conversations,
//! which only their readers may.

use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::conversation::Millis;
use domain::id::{ConversationId, PictureId};
use domain::limits::{
    PICTURE_BYTES_MAX, UNSENT_PICTURES_PER_HOUR, UNUSED_PICTURE_MS, VISITOR_PICTURE_BYTES_PER_HOUR,
    VISITORS_PICTURE_BYTES_PER_HOUR,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::{NewPicture, PictureFile, PictureSize, Tenant, Workspace};
use uuid::Uuid;

use super::guard::{Browser, SignedIn, Visiting};
use super::input::{Asked, Named};
use super::{Failure, sources};
use crate::app::App;
use crate::clock;
use crate::pictures::{self, Made, Use, Wrong};
use crate::protocol::{PictureQuery, PictureView, ProblemCode, UploadQuery};

/// The bytes of a picture never change under its id.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const PRIVATE: &str = "private, max-age=31536000, immutable";

const HOUR_MS: Millis = 3_600_000;

/// Gives the signed-in teammate a picture.
pub(crate) async fn wear(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    form: Multipart,
) -> Result<Json<PictureView>, Failure> {
    let made = taken(form, Use::Face).await?;
    let view = put_on(&app, me.tenant, Some(made), Wearer::Teammate(me.teammate)).await?;
    app.people_changed(me.tenant);
    view.map(Json).ok_or_else(Failure::not_found)
}

/// Takes the picture of the signed-in teammate away.
pub(crate) async fn take_off(
    State(app): State<App>,
    SignedIn(me): SignedIn,
) -> Result<StatusCode, Failure> {
    put_on(&app, me.tenant, None, Wearer::Teammate(me.teammate)).await?;
    app.people_changed(me.tenant);
    Ok(StatusCode::NO_CONTENT)
}

/// Gives an assistant a picture.
pub(crate) async fn dress(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    form: Multipart,
) -> Result<Json<PictureView>, Failure> {
    let known = app.db.read().await?.of(me.tenant).assistant(id.into()).await?;
    known.ok_or_else(Failure::not_found)?;
    let made = taken(form, Use::Face).await?;
    let view = put_on(&app, me.tenant, Some(made), Wearer::Assistant(id.into())).await?;
    view.map(Json).ok_or_else(Failure::not_found)
}

/// Takes the picture of an assistant away.
pub(crate) async fn undress(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
) -> Result<StatusCode, Failure> {
    put_on(&app, me.tenant, None, Wearer::Assistant(id.into())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A face.
pub(crate) async fn face(
    State(app): State<App>,
    Named(id): Named<Uuid>,
) -> Result<Response, Failure> {
    let file = app.db.read().await?.system().face(id.into()).await?;
    let mut response = shown(file, IMMUTABLE)?;
    // The widget's frame is ours, but a site may show the face of its assistant elsewhere.
    let everybody = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert("cross-origin-resource-policy", everybody);
    Ok(response)
}

/// Takes a picture of a visitor in, to be sent with a message.
pub(crate) async fn from_visitor(
    State(app): State<App>,
    Visiting(me): Visiting,
    browser: Browser,
    Named(id): Named<Uuid>,
    Asked(asked): Asked<UploadQuery>,
    form: Multipart,
) -> Result<Json<PictureView>, Failure> {
    let conversation = ConversationId::from(id);
    let mut conn = app.db.read().await?;
    let row = conn.of(me.tenant).conversation(conversation, None).await?;
    // One that does not exist yet begins with the message.
    if row.is_some_and(|row| row.row.visitor != me.visitor) {
        return Err(Failure::not_found());
    }
    drop(conn);
    if !app.throttle.command(me.visitor, clock::now()) {
        return Err(Failure::too_fast());
    }
    let author = Author { id: me.visitor.uuid(), browser: Some(browser.hash) };
    let what = if asked.any_file { Use::Any } else { Use::Photo };
    add(&app, me.tenant, conversation, (author, what), form).await
}

/// Takes a picture of a teammate in, to be sent with a reply.
pub(crate) async fn from_teammate(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named(id): Named<Uuid>,
    form: Multipart,
) -> Result<Json<PictureView>, Failure> {
    let row = app.db.read().await?.of(me.tenant).conversation(id.into(), None).await?;
    row.ok_or_else(Failure::not_found)?;
    let author = Author { id: me.teammate.uuid(), browser: None };
    add(&app, me.tenant, id.into(), (author, Use::Photo), form).await
}

/// A picture of one of the visitor's conversations.
pub(crate) async fn for_visitor(
    State(app): State<App>,
    Visiting(me): Visiting,
    Named((conversation, id)): Named<(Uuid, Uuid)>,
    Asked(asked): Asked<PictureQuery>,
) -> Result<Response, Failure> {
    let conversation = ConversationId::from(conversation);
    let mut conn = app.db.read().await?;
    let row = conn.of(me.tenant).conversation(conversation, None).await?;
    let is_mine = row.as_ref().map(|row| row.row.visitor == me.visitor);
    let file = conn.of(me.tenant).picture_file(conversation, id.into(), size(asked)).await?;
    let file = file.filter(|(author, _)| is_mine.unwrap_or(*author == Some(me.visitor.uuid())));
    shown(file.map(|(_, file)| file), PRIVATE)
}

/// A picture of a conversation.
pub(crate) async fn for_teammate(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Named((conversation, id)): Named<(Uuid, Uuid)>,
    Asked(asked): Asked<PictureQuery>,
) -> Result<Response, Failure> {
    let mut conn = app.db.read().await?;
    let file = conn.of(me.tenant).picture_file(conversation.into(), id.into(), size(asked)).await?;
    shown(file.map(|(_, file)| file), PRIVATE)
}

fn size(asked: PictureQuery) -> PictureSize {
    if asked.small { PictureSize::Thumbnail } else { PictureSize::Whole }
}

fn shown(file: Option<PictureFile>, cache: &'static str) -> Result<Response, Failure> {
    let PictureFile { media, name, bytes } = file.ok_or_else(Failure::not_found)?;
    let mut response = bytes.into_response();
    let set = response.headers_mut();
    let media = HeaderValue::from_str(&media).map_err(|_| Failure::not_found())?;
    set.insert(header::CONTENT_TYPE, media);
    if let Some(name) = name {
        set.insert(header::CONTENT_DISPOSITION, download(&name));
    }
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    Ok(response)
}

/// Has a browser save a file under its name, and never open it here (RFC 6266).
fn download(name: &str) -> HeaderValue {
    let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let text = format!("attachment; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

/// The picture of an upload, made anew; or the file as it came, where that is asked for.
async fn taken(mut form: Multipart, what: Use) -> Result<Made, Failure> {
    const FIELD: &str = "file";
    while let Some(field) = form.next_field().await.map_err(sources::broken)? {
        if field.name() != Some(FIELD) {
            continue;
        }
        let name = field.file_name().map(pictures::file_name).unwrap_or_default();
        let sent = sources::read(field, PICTURE_BYTES_MAX).await?;
        if sent.len() > PICTURE_BYTES_MAX {
            let megabytes = PICTURE_BYTES_MAX / 1024 / 1024;
            let detail = format!("A file has at most {megabytes} MB. Send a smaller one.");
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            return Err(Failure::new(status, ProblemCode::TooLarge, detail));
        }
        return pictures::make(sent, name, what).await.map_err(|wrong| match wrong {
            Wrong::Busy => {
                Failure::new(StatusCode::SERVICE_UNAVAILABLE, ProblemCode::Busy, wrong.why())
            }
            _ => Failure::field(FIELD, wrong.why()),
        });
    }
    Err(Failure::field(FIELD, "Send a picture, in a field named file."))
}

/// Who adds a picture to a conversation.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    pub(crate) id: Uuid,
    /// That of a visitor, who may become somebody else meanwhile.
    pub(crate) browser: Option<Vec<u8>>,
}

async fn add(
    app: &App,
    tenant: Tenant,
    conversation: ConversationId,
    (author, what): (Author, Use),
    form: Multipart,
) -> Result<Json<PictureView>, Failure> {
    const ALL: i64 = VISITORS_PICTURE_BYTES_PER_HOUR;
    // Asked before the work, and once more where others cannot add beside it.
    has_room(&mut app.db.read().await?.of(tenant), &author, ALL, clock::now()).await?;
    let made = taken(form, what).await?;
    let new = NewPicture { conversation: Some(conversation), used: false, ..row(made) };
    let view = view(&new);
    app.db
        .write(move |tx| {
            let (new, mut author) = (new.clone(), author.clone());
            Box::pin(async move {
                tx.write_of(tenant).hold().await?;
                if let Some(browser) = &author.browser {
                    let now = tx.system().visitor_by_token(browser).await?;
                    author.id = now.ok_or_else(Failure::sign_in_needed)?.visitor.uuid();
                }
                let mut rows = tx.write_of(tenant);
                has_room(&mut rows, &author, ALL, new.at).await?;
                // Whoever adds sweeps: where nothing comes in there is nothing to sweep either.
                rows.sweep_pictures(new.at - UNUSED_PICTURE_MS).await?;
                rows.insert_picture(&NewPicture { author: Some(author.id), ..new }).await?;
                Ok::<_, Failure>(())
            })
        })
        .await?;
    Ok(Json(view))
}

/// Refuses more than one author, or all visitors together, may add in an hour.
pub(crate) async fn has_room(
    rows: &mut Workspace<'_>,
    author: &Author,
    bytes_of_visitors_max: i64,
    now: Millis,
) -> Result<(), Failure> {
    let since = now - HOUR_MS;
    let added = rows.pictures_added_by(author.id, since).await?;
    let detail = if added.unsent >= UNSENT_PICTURES_PER_HOUR {
        "You have added many pictures without sending them. Send them, or try again in an hour."
    } else if author.browser.is_none() {
        return Ok(());
    } else if added.bytes >= VISITOR_PICTURE_BYTES_PER_HOUR {
        "You have sent many pictures in a short time. Try again in an hour."
    } else if rows.picture_bytes_of_visitors(since).await? >= bytes_of_visitors_max {
        "Many pictures came in here in a short time. Try again in an hour, or write without one."
    } else {
        return Ok(());
    };
    Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, ProblemCode::TooFast, detail))
}

fn row(made: Made) -> NewPicture {
    NewPicture {
        id: clock::new_id(),
        conversation: None,
        author: None,
        media: made.media,
        width: made.width,
        height: made.height,
        name: made.name,
        bytes: made.bytes,
        thumbnail: made.thumbnail,
        used: true,
        at: clock::now(),
    }
}

fn view(new: &NewPicture) -> PictureView {
    PictureView { id: new.id.uuid(), width: new.width, height: new.height, name: new.name.clone() }
}

/// Whose face.
#[derive(Debug, Clone, Copy)]
enum Wearer {
    Teammate(domain::id::TeammateId),
    Assistant(domain::id::AssistantId),
}

/// Changes a face; the one of before is gone with it.
async fn put_on(
    app: &App,
    tenant: Tenant,
    made: Option<Made>,
    wearer: Wearer,
) -> Result<Option<PictureView>, Failure> {
    let new = made.map(row);
    let shown = new.as_ref().map(view);
    app.db
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move {
                tx.write_of(tenant).hold().await?;
                let id = new.as_ref().map(|new| new.id);
                let before: Option<PictureId> = match wearer {
                    Wearer::Teammate(teammate) => {
                        let known = tx.of(tenant).teammate(teammate).await?;
                        let known = known.ok_or_else(Failure::not_found)?;
                        tx.write_of(tenant).picture_teammate(teammate, id).await?;
                        known.picture
                    }
                    Wearer::Assistant(assistant) => {
                        let known = tx.of(tenant).assistant(assistant).await?;
                        let mut known = known.ok_or_else(Failure::not_found)?;
                        let before = std::mem::replace(&mut known.picture, id);
                        tx.write_of(tenant).save_assistant(&known).await?;
                        before
                    }
                };
                if let Some(new) = &new {
                    tx.write_of(tenant).insert_picture(new).await?;
                }
                if let Some(before) = before {
                    tx.write_of(tenant).delete_picture(before).await?;
                }
                Ok::<_, Failure>(())
            })
        })
        .await?;
    Ok(shown)
}
