//! Gathers the front-end files that the binary serves: the design systems' from npm, our own from
//! `assets/`. Each gets a name with the hash of its content and a gzipped copy.
//!
//! The files are never committed. The GDS Transport font, the crown and the crest are not ours to
//! use, so `@font-face` rules are cut out and only the listed images are taken.

#[path = "src/mirror.rs"]
mod mirror;

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process,
};

/// Name in the program, place under `node_modules`
const FROM_NPM: &[(&str, &str)] = &[
    ("govuk-frontend.css", "govuk-frontend/dist/govuk/govuk-frontend.min.css"),
    ("govuk-frontend.js", "govuk-frontend/dist/govuk/govuk-frontend.min.js"),
    ("moj-frontend.css", "@ministryofjustice/frontend/moj/moj-frontend.min.css"),
];

/// The images that the MoJ style sheet refers to
const MOJ_IMAGES: &str = "@ministryofjustice/frontend/moj/assets/images";

/// Our own, in the order in which one refers to another
const OWN: &[&str] = &["lantern.css", "enabled.js", "lantern.js", "passkey.js", "favicon.svg"];

struct Gathered {
    /// how templates call the file
    name: String,
    /// how browsers call it
    served_as: String,
}

fn main() {
    println!("cargo::rerun-if-env-changed=LANTERN_NODE_MODULES");
    let node_modules = find_node_modules();
    println!("cargo::rustc-env=LANTERN_NODE_MODULES_FOUND={}", node_modules.display());
    let out = PathBuf::from(required("OUT_DIR")).join("assets");
    if out.exists() {
        fs::remove_dir_all(&out).unwrap_or_else(|error| stop(&format!("{}: {error}", out.display())));
    }
    fs::create_dir_all(&out).unwrap_or_else(|error| stop(&format!("{}: {error}", out.display())));

    let mut gathered = Vec::new();
    gather_images(&node_modules, &out, &mut gathered);
    for (name, place) in FROM_NPM {
        let text = read(&node_modules.join(place));
        add(&out, &mut gathered, name, &text);
        if let Some(stem) = name.strip_suffix(".css") {
            add(&out, &mut gathered, &format!("{stem}-rtl.css"), &mirror::mirrored(&text));
        }
    }
    for name in OWN {
        let text = read(&PathBuf::from(required("CARGO_MANIFEST_DIR")).join("assets").join(name));
        add(&out, &mut gathered, name, &text);
    }
    write_table(&out, &gathered);
}

/// `node_modules` at the root of the repository, or where the environment says
fn find_node_modules() -> PathBuf {
    let named = env::var_os("LANTERN_NODE_MODULES").map(PathBuf::from);
    let here = PathBuf::from(required("CARGO_MANIFEST_DIR"));
    let upwards = here.ancestors().map(|folder| folder.join("node_modules"));
    let found = named.into_iter().chain(upwards).find(|folder| folder.join("govuk-frontend").is_dir());
    found.unwrap_or_else(|| {
        stop("the design system's files are missing: run `make assets` at the root of the repository, then build again")
    })
}

fn gather_images(node_modules: &Path, out: &Path, gathered: &mut Vec<Gathered>) {
    let css = read(&node_modules.join("@ministryofjustice/frontend/moj/moj-frontend.min.css"));
    let mut wanted: Vec<&str> = css
        .split("url(/assets/images/")
        .skip(1)
        .filter_map(|after| after.split_once(')'))
        .map(|(name, _)| name)
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    for name in wanted {
        let text = read(&node_modules.join(MOJ_IMAGES).join(name));
        add(out, gathered, &format!("images/{name}"), &text);
    }
}

/// Writes a file under its hashed name, with the names of the files it refers to replaced
fn add(out: &Path, gathered: &mut Vec<Gathered>, name: &str, text: &str) {
    let mut text = without_source_map(&without_fonts_and_crest(text));
    for other in gathered.iter() {
        text = text.replace(&format!("/assets/{}", other.name), &format!("/assets/{}", other.served_as));
    }
    let hash = Sha256::digest(text.as_bytes());
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let file = name.rsplit('/').next().unwrap_or(name);
    let (stem, extension) = file.rsplit_once('.').unwrap_or_else(|| stop(&format!("{name}: no file type")));
    let served_as = format!("{stem}-{hash}.{extension}");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let zipped = gzip.write_all(text.as_bytes()).and_then(|()| gzip.finish());
    let zipped = zipped.unwrap_or_else(|error| stop(&format!("{name}: {error}")));
    write(&out.join(&served_as), text.as_bytes());
    write(&out.join(format!("{served_as}.gz")), &zipped);
    gathered.push(Gathered { name: name.into(), served_as });
}

/// Cuts out `@font-face{...}` and points uses of the crest at nothing
fn without_fonts_and_crest(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("@font-face") {
        kept.push_str(&rest[..start]);
        let end = rest[start..].find('}').unwrap_or_else(|| stop("an @font-face rule has no end"));
        rest = &rest[start + end + 1..];
    }
    kept.push_str(rest);
    kept.replace("url(/assets/images/govuk-crest.svg)", "none")
        .replace("\"GDS Transport\",", "")
        .replace("GDS Transport,", "")
}

/// The maps are not served, so nothing may ask for them
fn without_source_map(text: &str) -> String {
    let cut =
        ["//# sourceMappingURL=", "/*# sourceMappingURL="].iter().filter_map(|mark| text.find(mark)).min();
    text[..cut.unwrap_or(text.len())].trim_end().to_owned()
}

/// The Rust table that `assets.rs` includes
fn write_table(out: &Path, gathered: &[Gathered]) {
    let mut table = String::from("&[\n");
    for file in gathered {
        let path = out.join(&file.served_as);
        table.push_str(&format!(
            "    Asset {{ name: {:?}, served_as: {:?}, plain: include_bytes!({path:?}), gzipped: include_bytes!({:?}) }},\n",
            file.name,
            file.served_as,
            out.join(format!("{}.gz", file.served_as)),
        ));
    }
    table.push(']');
    write(&out.join("table.rs"), table.as_bytes());
}

fn read(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).unwrap_or_else(|error| {
        stop(&format!(
            "{}: {error}; run `make assets` at the root of the repository, then build again",
            path.display()
        ))
    })
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| stop(&format!("{}: {error}", path.display())));
}

fn required(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| stop(&format!("cargo did not set {variable}")))
}

/// Ends the build with one sentence
fn stop(sentence: &str) -> ! {
    println!("cargo::error={sentence}");
    process::exit(1)
}
