//! Pictures, what a message carries of them, and sightings.

use domain::access::Role;
use domain::id::{ConversationId, PictureId, TeammateId};
use store::{
    Added, Db, NewPicture, NewTeammate, PictureFile, PictureSize, SentPicture, Sighting, Tenant,
};
use uuid::Uuid;

use crate::fixtures::{append, assistant, id, said, workspace, write};

conforms!(
    a_picture_is_of_its_conversation,
    what_nobody_used_is_swept,
    what_was_added_is_counted_by_author_over_all_conversations,
    a_message_keeps_its_pictures,
    the_later_of_two_sightings_stays,
);

async fn insert(
    db: &Db,
    tenant: Tenant,
    conversation: Option<ConversationId>,
    author: Uuid,
    at: i64,
) -> PictureId {
    let picture: PictureId = id();
    write(db, move |tx| {
        Box::pin(async move {
            let new = NewPicture {
                id: picture,
                conversation,
                author: Some(author),
                media: "image/jpeg",
                width: 40,
                height: 20,
                name: None,
                bytes: vec![1, 2, 3],
                thumbnail: Some(vec![1]),
                used: false,
                at,
            };
            tx.write_of(tenant).insert_picture(&new).await
        })
    })
    .await;
    picture
}

async fn a_picture_is_of_its_conversation(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (thread, elsewhere, author) = (id(), id(), id());
    let picture = insert(&db, tenant, Some(thread), author, 1).await;
    let face = insert(&db, tenant, None, author, 1).await;
    let mut conn = db.read().await.unwrap();
    let whole = conn.of(tenant).picture_file(thread, picture, PictureSize::Whole).await.unwrap();
    assert_eq!(whole, Some((Some(author), file(vec![1, 2, 3]))));
    let small = conn.of(tenant).picture_file(thread, picture, PictureSize::Thumbnail).await;
    assert_eq!(small.unwrap().unwrap().1.bytes, [1]);
    for (tenant, thread) in [(tenant, elsewhere), (other, thread)] {
        let none = conn.of(tenant).picture_file(thread, picture, PictureSize::Whole).await;
        assert_eq!(none.unwrap(), None);
        assert!(conn.of(tenant).pictures_in(thread, &[picture]).await.unwrap().is_empty());
    }
    assert!(conn.system().face(face).await.unwrap().is_some());
    assert_eq!(conn.system().face(picture).await.unwrap(), None, "it is nobody's face");
}

async fn what_nobody_used_is_swept(db: Db) {
    let tenant = workspace(&db).await;
    let (thread, author) = (id(), id());
    let [used, old, fresh] = [
        insert(&db, tenant, Some(thread), author, 1).await,
        insert(&db, tenant, Some(thread), author, 1).await,
        insert(&db, tenant, Some(thread), author, 9).await,
    ];
    let swept = write(&db, move |tx| {
        Box::pin(async move {
            tx.write_of(tenant).use_picture(used).await?;
            tx.write_of(tenant).sweep_pictures(5).await
        })
    });
    assert_eq!(swept.await, 1);
    let mut conn = db.read().await.unwrap();
    let left = conn.of(tenant).pictures_in(thread, &[used, old, fresh]).await.unwrap();
    let left: Vec<_> = left.iter().map(|row| (row.sent.id, row.used)).collect();
    assert_eq!(left, [(used, true), (fresh, false)]);
}

async fn what_was_added_is_counted_by_author_over_all_conversations(db: Db) {
    let (tenant, other) = (workspace(&db).await, workspace(&db).await);
    let (visitor, guest): (Uuid, Uuid) = (id(), id());
    let teammate: TeammateId = id();
    write(&db, move |tx| {
        Box::pin(async move {
            let new = NewTeammate {
                id: teammate,
                name: "Sam".into(),
                email: "sam@shop.example".into(),
                role: Role::Agent,
                password: None,
                at: 1,
            };
            tx.write_of(tenant).insert_teammate(&new).await
        })
    })
    .await;
    let old = insert(&db, tenant, Some(id()), visitor, 5).await;
    let sent = insert(&db, tenant, Some(id()), visitor, 6).await;
    for (tenant, conversation, author) in [
        (tenant, Some(id()), visitor),
        (tenant, Some(id()), guest),
        (tenant, Some(id()), teammate.uuid()),
        (other, Some(id()), visitor),
    ] {
        insert(&db, tenant, conversation, author, 7).await;
    }
    write(&db, move |tx| {
        Box::pin(async move {
            tx.write_of(tenant).use_picture(old).await?;
            tx.write_of(tenant).use_picture(sent).await
        })
    })
    .await;
    let mut conn = db.read().await.unwrap();
    let mut rows = conn.of(tenant);
    let added = rows.pictures_added_by(visitor, 5).await.unwrap();
    assert_eq!(added, Added { unsent: 1, bytes: 8 }, "the whole picture and the small one");
    assert_eq!(rows.pictures_added_by(visitor, 7).await.unwrap(), Added::default());
    assert_eq!(rows.picture_bytes_of_visitors(5).await.unwrap(), 12, "teammates apart");
}

async fn a_message_keeps_its_pictures(db: Db) {
    let tenant = workspace(&db).await;
    let thread: ConversationId = id();
    let sent = SentPicture { id: id(), width: 40, height: 20, name: None };
    let mut with = said(1, 0);
    with.pictures = vec![sent.clone()];
    append(&db, tenant, thread, vec![with, said(2, 1)]).await;
    let mut conn = db.read().await.unwrap();
    let everyone = domain::message::Audience::Everyone;
    let events = conn.of(tenant).events(thread, 0, everyone, 9).await.unwrap();
    let pictures: Vec<_> = events.into_iter().map(|event| event.pictures).collect();
    assert_eq!(pictures, [vec![sent], vec![]]);
}

async fn the_later_of_two_sightings_stays(db: Db) {
    let tenant = workspace(&db).await;
    let of = assistant(&db, tenant).await;
    let seen = |at, loaded_at, opened_at| Sighting {
        origin: "https://shop.example".into(),
        first_at: at,
        last_at: at,
        loaded_at,
        opened_at,
        refused_at: None,
    };
    for sighting in [seen(5, Some(5), None), seen(9, None, Some(9)), seen(7, Some(7), None)] {
        write(&db, move |tx| {
            let sighting = sighting.clone();
            Box::pin(async move { tx.write_of(tenant).note_sighting(of, &sighting).await })
        })
        .await;
    }
    let known = db.read().await.unwrap().of(tenant).sightings(of).await.unwrap();
    assert_eq!(known, [Sighting { first_at: 5, last_at: 9, ..seen(9, Some(7), Some(9)) }]);
    write(&db, move |tx| {
        Box::pin(
            async move { tx.write_of(tenant).forget_sighting(of, "https://shop.example").await },
        )
    })
    .await;
    assert!(db.read().await.unwrap().of(tenant).sightings(of).await.unwrap().is_empty());
}

fn file(bytes: Vec<u8>) -> PictureFile {
    PictureFile { media: "image/jpeg".to_owned(), name: None, bytes }
}
