//! Who is who, for a victim: a service that supports the other victim of a case is the other's affair.

use crate::{
    contacts::charged,
    on_both_engines,
    town::{Town, now, victim_named},
};
use record::access::Purpose;
use service::{ServiceError, open_case::NewOwner};

on_both_engines!(a_service_that_supports_another_victim_is_not_named);

async fn a_service_that_supports_another_victim_is_not_named(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let harbour = NewOwner {
        provider: "support_service".into(),
        organisation: "harbour".into(),
        team: None,
        person: None,
    };
    let version = loaded.case.version;
    town.service.hand_over(&town.officer(), case, version, harbour, now()).await.unwrap();
    let names = async |victim| {
        let known = town.service.who_is_who(&town.as_victim(case, victim)).await.unwrap();
        assert!(known.contact.is_some(), "nobody to speak to");
        known.agencies.into_iter().map(|agency| agency.card.provider).collect::<Vec<_>>()
    };
    assert!(!names(moss).await.contains(&"support_service".to_owned()), "neither has agreed");
    town.agreed(case, moss, "harbour", &[Purpose::Support]).await;
    assert!(names(moss).await.contains(&"support_service".to_owned()));
    assert!(!names(reed).await.contains(&"support_service".to_owned()), "that is the other's affair");
    let staff = town.service.who_is_who(&town.officer()).await;
    assert!(matches!(staff, Err(ServiceError::NotFound)));
}
