//! A page of one column: some text or a table, and short forms. For pages whose structure is their words.

use crate::{
    components::{self as c, Button, ErrorLink, Markup},
    shell::Shell,
};
use askama::Template;

/// A page of one column
#[derive(Template, Default)]
#[template(path = "plain.html")]
pub struct Plain {
    /// surroundings
    pub shell: Shell,
    /// complaints, in the order of the fields
    pub errors: Vec<ErrorLink>,
    /// what was done just now
    pub saved: Option<String>,
    /// words and address of the way back
    pub back: Option<(String, String)>,
    /// small words above the heading
    pub caption: String,
    /// the heading; empty where the one field of the page is its heading
    pub heading: String,
    /// what stands above the forms
    pub above: Vec<Markup>,
    /// the forms
    pub forms: Vec<PlainForm>,
    /// what stands below the forms
    pub below: Vec<Markup>,
}

/// A short form
#[derive(Debug, Clone, Default)]
pub struct PlainForm {
    /// heading, when the page has several forms
    pub heading: String,
    /// paragraphs above its fields
    pub texts: Vec<String>,
    /// where it goes: always the address of its own page
    pub action: String,
    /// whether it brings files
    pub uploads: bool,
    /// fields that nobody sees
    pub hidden: Vec<(String, String)>,
    /// fields
    pub fields: Vec<Markup>,
    /// the button that sends it
    pub button: Button,
    /// words and address of the way out
    pub instead: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "plain_form.html")]
struct FormPart<'a> {
    form: &'a PlainForm,
    token: &'a str,
}

impl Plain {
    fn form(&self, form: &PlainForm) -> Markup {
        Markup::printed(&FormPart { form, token: &self.shell.token })
    }
}

/// A cell of a table
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// what it says
    pub text: String,
    /// where it leads
    pub href: Option<String>,
}

/// A cell of text
pub fn cell(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), href: None }
}

/// A cell that leads somewhere
pub fn link(text: impl Into<String>, href: impl Into<String>) -> Cell {
    Cell { text: text.into(), href: Some(href.into()) }
}

/// A paragraph
pub fn paragraph(text: impl Into<String>) -> Markup {
    #[derive(Template)]
    #[template(path = "plain_paragraph.html")]
    struct Part {
        text: String,
    }
    Markup::printed(&Part { text: text.into() })
}

/// A heading of the second level
pub fn heading(text: impl Into<String>) -> Markup {
    #[derive(Template)]
    #[template(path = "plain_heading.html")]
    struct Part {
        text: String,
    }
    Markup::printed(&Part { text: text.into() })
}

/// A text of several lines, in a box
pub fn text(text: &str) -> Markup {
    #[derive(Template)]
    #[template(path = "plain_text.html")]
    struct Part<'a> {
        lines: Vec<&'a str>,
    }
    Markup::printed(&Part { lines: text.lines().filter(|line| !line.trim().is_empty()).collect() })
}

/// A list of short texts
pub fn list(texts: &[&str]) -> Markup {
    #[derive(Template)]
    #[template(path = "plain_list.html")]
    struct Part<'a> {
        texts: &'a [&'a str],
    }
    Markup::printed(&Part { texts })
}

/// A list of links: words and addresses
pub fn links(links: Vec<(String, String)>) -> Markup {
    #[derive(Template)]
    #[template(path = "plain_links.html")]
    struct Part {
        links: Vec<(String, String)>,
    }
    Markup::printed(&Part { links })
}

/// A table with its caption; nothing when it has no rows
pub fn table(caption: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Vec<Markup> {
    #[derive(Template)]
    #[template(path = "plain_table.html")]
    struct Part<'a> {
        caption: &'a str,
        head: &'a [&'a str],
        rows: Vec<Vec<Cell>>,
    }
    if rows.is_empty() { Vec::new() } else { vec![Markup::printed(&Part { caption, head, rows })] }
}
