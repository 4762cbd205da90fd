//! A victim's property: their own page, on which they add and correct, and the page on which staff record (ACC-1, SUP-7).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell, link},
    present::victim::contact,
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use jiff::civil::Date;
use policy::Role;
use record::{PropertyDetails, PropertyState};
use service::property::{CaseProperty, Item, OwnProperty, VictimProperty};

/// Address of the victim's page
pub(crate) const OWN: &str = "/your-case/property";
/// Address of the form on which they add something
pub(crate) const ADD: &str = "/your-case/property/add";

/// The victim's page
pub(crate) fn own(shell: Shell, known: &OwnProperty, saved: Option<String>, today: Date) -> Plain {
    let mut above = vec![plain::paragraph(say("property-about"))];
    if known.items.is_empty() {
        above.push(plain::paragraph(say("property-none")));
    }
    above.extend(known.items.iter().flat_map(|item| item_words(item, known.may_write, today)));
    let mut below = Vec::new();
    if known.may_write {
        below.push(Markup::of(c::link_button(say("property-add"), ADD)));
    }
    let asked = contact(known.contact.as_ref());
    if !asked.name.is_empty() {
        let name = ("name", asked.name.as_str().into());
        below.push(plain::paragraph(match asked.phone.is_empty() {
            true => say_with("property-ask", &[name]),
            false => say_with("property-ask-phone", &[name, ("phone", asked.phone.as_str().into())]),
        }));
    }
    Plain {
        shell,
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("property-title"),
        above,
        below,
        ..Plain::default()
    }
}

fn item_words(item: &Item, may_write: bool, today: Date) -> Vec<Markup> {
    let words = |name: &str, text: &str| plain::paragraph(say_with(name, &[("words", text.into())]));
    let mut parts = vec![plain::heading(&item.details.what)];
    if item.first != item.state {
        parts.push(plain::paragraph(say_with(
            "property-listed-as",
            &[("state", state_words(item.first).into())],
        )));
    }
    parts.push(plain::paragraph(say_with("property-is-now", &[("state", state_words(item.state).into())])));
    let day = speaking().day(item.since, today);
    parts.push(plain::paragraph(say_with("property-since", &[("day", day.into())])));
    parts.extend(item.words.as_ref().map(|text| words("property-said", text)));
    let marks = item.details.marks.as_ref();
    parts.extend(
        marks.map(|marks| {
            plain::paragraph(say_with("property-marks-are", &[("marks", marks.as_str().into())]))
        }),
    );
    let value = item.details.value.as_ref();
    parts.extend(
        value.map(|value| {
            plain::paragraph(say_with("property-value-is", &[("value", value.as_str().into())]))
        }),
    );
    if item.to_check {
        parts.push(plain::paragraph(say("property-to-check")));
    } else {
        parts.extend(item.found.as_ref().map(|text| words("property-found", text)));
    }
    parts.push(Markup::of(c::details(say("property-means"), state_means(item.state))));
    if may_write {
        // Each link says which thing it is about, for whoever hears links alone.
        let text = format!("{}: {}", say("property-correct"), item.details.what);
        parts.push(plain::links(vec![(text, format!("{OWN}/{}", item.id))]));
    }
    parts
}

fn state_words(state: PropertyState) -> String {
    service::property::state_words(state, speaking())
}

fn state_means(state: PropertyState) -> String {
    say(&format!("property-at-{}-means", state.slug().replace('_', "-")))
}

/// The form on which a victim adds something
pub(crate) fn add(shell: Shell, seen: usize, fields: &Fields, complaints: &Complaints) -> Plain {
    let states: Vec<Choice> = PropertyState::FIRST
        .iter()
        .map(|state| Choice::new(state.slug(), crate::words::capital(&state_words(*state))))
        .collect();
    let mut form = PlainForm {
        action: ADD.into(),
        hidden: vec![("seen".into(), seen.to_string())],
        fields: own_fields(fields, complaints),
        button: c::button(say("property-save-add")),
        instead: Some((say("property-go-back"), OWN.into())),
        ..PlainForm::default()
    };
    let asked = c::radios("state", say("property-state"), states);
    form.fields.insert(1, Markup::of(asked.filled(&complaints.beside("state", fields.text("state")))));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("property-title"), OWN.into())),
        heading: say("property-add"),
        above: vec![plain::paragraph(say("property-add-about"))],
        forms: vec![form],
        ..Plain::default()
    }
}

/// The form on which a victim corrects what an item is
pub(crate) fn correct(shell: Shell, item: &Item, fields: Option<&Fields>, complaints: &Complaints) -> Plain {
    let known = fields_of(&item.details);
    let form = PlainForm {
        action: format!("{OWN}/{}", item.id),
        fields: own_fields(fields.unwrap_or(&known), complaints),
        button: c::button(say("property-save-correct")),
        instead: Some((say("property-go-back"), OWN.into())),
        ..PlainForm::default()
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("property-title"), OWN.into())),
        heading: say("property-correct-title"),
        above: vec![plain::paragraph(say("property-add-about"))],
        forms: vec![form],
        ..Plain::default()
    }
}

/// What an item is, as a form that shows it would send it
fn fields_of(details: &PropertyDetails) -> Fields {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("what", &details.what);
    form.append_pair("marks", details.marks.as_deref().unwrap_or_default());
    form.append_pair("value", details.value.as_deref().unwrap_or_default());
    Fields::parsed(form.finish().as_bytes())
}

fn own_fields(fields: &Fields, complaints: &Complaints) -> Vec<Markup> {
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    vec![
        Markup::of(
            c::input("what", say("property-what")).hint(say("property-what-hint")).filled(&beside("what")),
        ),
        Markup::of(
            c::textarea("marks", say("property-marks"))
                .hint(say("property-marks-hint"))
                .label_classes("govuk-label--s")
                .rows(2)
                .filled(&beside("marks")),
        ),
        Markup::of(c::input("value", say("property-value")).filled(&beside("value"))),
    ]
}

/// What a form about property says that an item is
pub(crate) fn details_in(fields: &Fields) -> PropertyDetails {
    PropertyDetails {
        what: fields.text("what"),
        marks: fields.some_text("marks"),
        value: fields.some_text("value"),
    }
}

/// The staff's page: the property of each victim, a form for the item that was chosen, and one to list another
pub(crate) fn for_staff(
    shell: Shell,
    (case, today): (&str, Date),
    known: &CaseProperty,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let action = format!("{case}/property");
    let above = known.victims.iter().flat_map(|of| staff_table(&action, of, today));
    let chosen = chosen(known, fields);
    let mut forms: Vec<PlainForm> = chosen
        .map(|(of, item)| item_forms(&action, known.version, of, item, fields, complaints))
        .unwrap_or_default();
    forms.push(list_form(&action, known, fields, complaints));
    let empty = known.victims.iter().all(|of| of.items.is_empty());
    let nothing = empty.then(|| plain::paragraph("Nothing is listed yet."));
    let fields_of_form: &[(&str, &str)] = match fields.text("do").as_str() {
        "move" => &[("state", "now"), ("words", "place")],
        "list" => &[("state", "first")],
        _ => &[],
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(fields_of_form),
        saved,
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}", known.reference),
        heading: "Property".into(),
        above: nothing.into_iter().chain(above).collect(),
        forms,
        ..Plain::default()
    }
}

/// The item that an address or a form names
fn chosen<'a>(known: &'a CaseProperty, fields: &Fields) -> Option<(&'a VictimProperty, &'a Item)> {
    let id: u64 = fields.text("item").parse().ok()?;
    known.victims.iter().find_map(|of| of.items.iter().find(|item| item.id == id).map(|item| (of, item)))
}

fn staff_table(action: &str, of: &VictimProperty, today: Date) -> Vec<Markup> {
    let row = |item: &Item| {
        let check = if item.to_check { "Look at what the victim said" } else { "" };
        vec![
            link(&item.details.what, format!("{action}?item={}", item.id)),
            cell(item.state.words()),
            cell(crate::words::short_day(item.since, today)),
            cell(check),
        ]
    };
    let rows = of.items.iter().map(row).collect();
    plain::table(&format!("Property of {}", of.name), &["What", "Where it is", "Since", "To do"], rows)
}

fn item_forms(
    action: &str,
    version: u64,
    of: &VictimProperty,
    item: &Item,
    fields: &Fields,
    complaints: &Complaints,
) -> Vec<PlainForm> {
    let hidden = |what: &str| {
        vec![
            ("version".to_owned(), version.to_string()),
            ("victim".to_owned(), of.victim.to_string()),
            ("item".to_owned(), item.id.to_string()),
            ("do".to_owned(), what.to_owned()),
        ]
    };
    let doing = fields.text("do");
    let none = Complaints::default();
    let about = |what: &str| if doing == what { complaints } else { &none };
    let typed = |what: &str, name: &str| if doing == what { fields.text(name) } else { String::new() };
    let details = &item.details;
    let facts = [
        Some(format!("{} ({}).", details.what, item.state.words())),
        details.marks.as_ref().map(|marks| format!("Marks: {marks}.")),
        details.value.as_ref().map(|value| format!("Worth about: {value}.")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let mut forms = Vec::new();
    // Also when somebody else has checked it meanwhile: what was typed is not lost.
    if item.to_check || doing == "check" {
        let field = c::textarea("words", "What did you find and do?")
            .hint("The victim reads this. It closes the duty to check what they said.")
            .label_classes("govuk-label--s")
            .rows(3)
            .filled(&about("check").beside("words", typed("check", "words")));
        forms.push(PlainForm {
            heading: format!("The victim added or corrected: {}", details.what),
            texts: facts.clone(),
            action: action.to_owned(),
            hidden: hidden("check"),
            fields: vec![Markup::of(field)],
            button: c::button("It is checked"),
            ..PlainForm::default()
        });
    }
    let states = PropertyState::ALL.into_iter().filter(|state| *state != item.state);
    let states: Vec<Choice> =
        states.map(|state| Choice::new(state.slug(), crate::words::capital(state.words()))).collect();
    forms.push(PlainForm {
        heading: format!("Where is it now: {}", details.what),
        texts: facts,
        action: action.to_owned(),
        hidden: hidden("move"),
        fields: vec![
            Markup::of(
                c::radios("state", "Where is it now?", states)
                    .hint("“No longer needed as evidence” begins the duty to give it back; “given back” ends it.")
                    .filled(&about("move").beside("state", typed("move", "state")))
                    .prefix_id("now")
                    .small(),
            ),
            Markup::of(
                c::textarea("place", "What should the victim know about it?")
                    .hint("Where and when it can be collected, to whom it was given, or why it is gone.")
                    .label_classes("govuk-label--s")
                    .rows(3)
                    .filled(&about("move").beside("words", typed("move", "place"))),
            ),
        ],
        button: c::button("Save where it is"),
        ..PlainForm::default()
    });
    forms
}

fn list_form(action: &str, known: &CaseProperty, fields: &Fields, complaints: &Complaints) -> PlainForm {
    let listing = fields.text("do") == "list";
    let none = Complaints::default();
    let complaints = if listing { complaints } else { &none };
    let typed = |name: &str| if listing { fields.text(name) } else { String::new() };
    let beside = |field: &str, name: &str| complaints.beside(field, typed(name));
    let victims: Vec<Choice> =
        known.victims.iter().map(|of| Choice::new(of.victim.to_string(), &of.name)).collect();
    let states: Vec<Choice> = PropertyState::FIRST
        .iter()
        .map(|state| Choice::new(state.slug(), crate::words::capital(state.words())))
        .collect();
    let mut hidden =
        vec![("version".to_owned(), known.version.to_string()), ("do".to_owned(), "list".to_owned())];
    let mut parts = Vec::new();
    match known.victims.as_slice() {
        [only] => hidden.push(("victim".into(), only.victim.to_string())),
        _ => parts.push(Markup::of(
            c::radios("victim", "Whose is it?", victims).filled(&beside("victim", "victim")).small(),
        )),
    }
    parts.push(Markup::of(
        c::radios("first", "What happened to it?", states).filled(&beside("state", "first")).small(),
    ));
    parts.push(Markup::of(c::input("what", "What is it?").filled(&beside("what", "what"))));
    parts.push(Markup::of(
        c::textarea("marks", "Marks by which it can be known (optional)")
            .label_classes("govuk-label--s")
            .rows(2)
            .filled(&beside("marks", "marks")),
    ));
    parts
        .push(Markup::of(c::input("value", "What it is worth (optional)").filled(&beside("value", "value"))));
    PlainForm {
        heading: "List something".into(),
        action: action.to_owned(),
        hidden,
        fields: parts,
        button: c::button("Add it to the list").secondary(),
        ..PlainForm::default()
    }
}

fn sample_item(id: u64, what: &str, first: PropertyState, state: PropertyState) -> Item {
    Item {
        id,
        details: PropertyDetails {
            what: what.into(),
            marks: Some("frame number ends in 4711".into()),
            value: Some("£200".into()),
        },
        first,
        state,
        since: jiff::civil::date(2026, 3, 4),
        words: None,
        to_check: id == 7,
        found: None,
    }
}

/// Each page for the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let today = jiff::civil::date(2026, 3, 5);
    let items = vec![
        sample_item(7, "A red bicycle", PropertyState::Taken, PropertyState::Taken),
        Item {
            words: Some("At the front desk in Mill Street, any day until 6pm.".into()),
            ..sample_item(8, "A phone", PropertyState::Evidence, PropertyState::Ready)
        },
    ];
    let known = OwnProperty { name: String::new(), items: items.clone(), contact: None, may_write: true };
    let public = || Shell::sample(say("property-title"), Role::Victim).within("/your-case");
    let mut wrong = Complaints::default();
    wrong.add("what", "Enter what it is");
    let victim = record::VictimId(uuid::Uuid::nil());
    let of = VictimProperty { victim, name: "Rosa Example".into(), items: items.clone() };
    let case = CaseProperty { reference: "01ZZ0000126".into(), version: 9, victims: vec![of] };
    let staff = || Shell::sample("Property", Role::Officer).within("/my-work");
    let (address, none) = (("/case/sample", today), Complaints::default());
    let asked = Fields::parsed(b"item=7");
    vec![
        ("your-property", own(public(), &known, None, today)),
        (
            "your-property-empty",
            own(public(), &OwnProperty { items: Vec::new(), ..known.clone() }, None, today),
        ),
        ("your-property-add", add(public(), 2, &Fields::NOTHING, &Complaints::default())),
        ("your-property-add-refused", add(public(), 2, &Fields::NOTHING, &wrong)),
        ("your-property-correct", correct(public(), &items[0], None, &Complaints::default())),
        ("property", for_staff(staff(), address, &case, &asked, &none, None)),
    ]
}
