//! Makes a function of every message in `assets/locales`, and lists the translated lessons beside the steps.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        return ExitCode::FAILURE;
    };
    if let Err(error) = list_lessons(Path::new("steps"), &out) {
        println!("cargo::error=the lessons in steps/ could not be listed: {error}");
        return ExitCode::FAILURE;
    }
    // A terminal gets the text, not a browser: isolation marks would be printed as characters of their own.
    let options = BuildOptions::default()
        .with_locales_folder("assets/locales")
        .with_output_file_path(&out.join("catalogue.rs").to_string_lossy())
        .with_ftl_output(FtlOutputOptions::single_file(&out.join("catalogue.ftl").to_string_lossy()))
        .with_prefix("")
        .with_lint_level(LintLevel::Deny)
        .without_bidi_isolation()
        .without_format();
    build_from_locales_folder(options)
}

/// Writes the list of the translated lessons: `steps/vpc.fr.md` is the French one of `steps/vpc.md`.
fn list_lessons(steps: &Path, out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", steps.display());
    let mut lessons = Vec::new();
    for entry in fs::read_dir(steps)? {
        let path = fs::canonicalize(entry?.path())?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some((step, language)) = name.strip_suffix(".md").and_then(|name| name.split_once('.')) {
            lessons.push(format!("    ({step:?}, {language:?}, include_str!({path:?})),\n"));
        }
    }
    lessons.sort();
    let list = format!("const TRANSLATED: &[(&str, &str, &str)] = &[\n{}];\n", lessons.concat());
    fs::write(out.join("lessons.rs"), list)
}
