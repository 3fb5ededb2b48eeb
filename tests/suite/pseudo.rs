//! A language that nobody speaks: whatever stands outside of its brackets comes from no catalogue, and no translation would reach it.

use std::fs;
use std::path::PathBuf;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::parser::parse;
use fluent_syntax::serializer::serialize;

use crate::languages::{files, root};
use crate::support::{Jalon, Terminal};

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// A letter with an accent.
fn accented(letter: char) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "åƀçđéƒğħîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇĐÉƑĞĦÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";
    let at = PLAIN.find(letter);
    at.and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(letter)
}

/// A letter of a script that runs from right to left.
fn from_the_right(letter: char) -> char {
    const HEBREW: &str = "אבגדהוזחטיכלמנסעפצקרשתךםןף";
    let at = "abcdefghijklmnopqrstuvwxyz".find(letter.to_ascii_lowercase());
    at.and_then(|at| HEBREW.chars().nth(at)).unwrap_or(letter)
}

/// What the language is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    /// Its letters have accents, and its texts are longer by a third, as German is.
    Long,
    /// It runs from right to left.
    RightToLeft,
}

impl Tongue {
    fn say(self, text: &str) -> String {
        match self {
            Self::Long => {
                let words = text.chars().filter(|letter| *letter == ' ').count() / 3;
                format!("{}{}", text.chars().map(accented).collect::<String>(), " ···".repeat(words))
            }
            Self::RightToLeft => text.chars().map(from_the_right).collect(),
        }
    }
}

fn translate(pattern: &mut Pattern<String>, tongue: Tongue) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = tongue.say(value),
            PatternElement::Placeable { expression } => translate_variants(expression, tongue),
        }
    }
    let bracket = |bracket: char| PatternElement::TextElement {
        value: bracket.to_string(),
    };
    pattern.elements.insert(0, bracket(OPEN));
    pattern.elements.push(bracket(CLOSE));
}

fn translate_variants(expression: &mut Expression<String>, tongue: Tongue) {
    match expression {
        Expression::Select { variants, .. } => variants.iter_mut().for_each(|variant| translate(&mut variant.value, tongue)),
        Expression::Inline(InlineExpression::Placeable { expression }) => translate_variants(expression, tongue),
        Expression::Inline(_) => {}
    }
}

/// The English catalogue in a language that nobody speaks. Genders and marks of numbers are no words.
fn catalogue(tongue: Tongue) -> String {
    let mut all = String::new();
    for text in files("en").into_values() {
        let mut resource: Resource<String> = parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        for entry in &mut resource.body {
            let Entry::Message(message) = entry else { continue };
            let name = message.id.name.as_str();
            if name.starts_with("word-")
                || ["decimal-mark", "thousands-mark", "language-direction", "language-name"].contains(&name)
            {
                continue;
            }
            message.value.iter_mut().for_each(|value| translate(value, tongue));
            let attributes = message
                .attributes
                .iter_mut()
                .filter(|attribute| attribute.id.name != "gender");
            attributes.for_each(|attribute| translate(&mut attribute.value, tongue));
        }
        all.push_str(&serialize(&resource));
        all.push('\n');
    }
    match tongue {
        Tongue::Long => all,
        Tongue::RightToLeft => all.replace("language-direction = ltr", "language-direction = rtl"),
    }
}

/// `jalon`, speaking it.
fn speaker(tongue: Tongue) -> Jalon {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pseudo-{tongue:?}.ftl"));
    let beside = file.with_extension(format!("{:?}", std::thread::current().id()));
    fs::write(&beside, catalogue(tongue)).unwrap();
    fs::rename(&beside, &file).unwrap();
    Jalon::new()
        .with("JALON_LANG", "fr")
        .with("JALON_TEST_CATALOGUE", file.to_str().unwrap())
}

/// What stands outside of brackets in a paragraph, a line at a time.
fn outside(text: &str) -> Vec<String> {
    let (mut depth, mut found, mut current) = (0_usize, Vec::new(), String::new());
    for character in text.chars() {
        match character {
            OPEN => depth += 1,
            CLOSE => depth = depth.saturating_sub(1),
            '\n' if depth == 0 => {}
            _ if depth == 0 => {
                current.push(character);
                continue;
            }
            _ => continue,
        }
        found.push(std::mem::take(&mut current));
    }
    found.push(current);
    found
}

/// Two words side by side that no catalogue has: names, commands, settings with AWS's values, and what lessons say aside.
fn strays(text: &str) -> Vec<String> {
    let lessons = lessons();
    let is_word = |word: &str| {
        word.len() > 1
            && word
                .trim_matches([',', '.', ':', ';', '?', '(', ')'])
                .chars()
                .all(|letter| letter.is_ascii_alphabetic())
    };
    let mut found = Vec::new();
    for piece in text
        .split("\n\n")
        .filter(|part| !part.starts_with("```mermaid"))
        .flat_map(outside)
    {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let is_command = words
            .iter()
            .any(|word| word.trim_matches('`') == "jalon" || word.starts_with("--"));
        let is_sentence = words.windows(2).any(|two| two.iter().all(|word| is_word(word)));
        // An answer may stand further on.
        let beginning = words.iter().take(6).copied().collect::<Vec<_>>().join(" ");
        let is_setting = words.contains(&"→");
        if is_sentence && !is_command && !is_setting && !lessons.contains(&beginning.replace(['*', '`'], "")) {
            found.push(piece);
        }
    }
    found
}

/// What the lessons say that are shown: no catalogue has them.
fn lessons() -> String {
    let files = fs::read_dir(root().join("steps")).unwrap().map(|entry| entry.unwrap().path());
    let french = files.filter(|path| path.to_string_lossy().ends_with(".fr.md"));
    let texts = french.map(|path| fs::read_to_string(path).unwrap().replace(['*', '`'], ""));
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Command lines that say something and build nothing.
const LINES: [&str; 53] = [
    "--help",
    "walk --help",
    "run --help",
    "preflight --help",
    "plan --help",
    "status --help",
    "verify --help",
    "ssh --help",
    "reach --help",
    "try --help",
    "draw --help",
    "report --help",
    "watch --help",
    "explain --help",
    "pause --help",
    "resume --help",
    "destroy --help",
    "list --help",
    "sweep --help",
    "forget --help",
    "init --help",
    "policy --help",
    "completions --help",
    "sandbox --help",
    "sandbox serve --help",
    "walkk",
    "walk --nope",
    "walk --until",
    "reach",
    "reach a b c",
    "walk --yes=3",
    "report --format pdf",
    "walk --answers a --answers b",
    "sandbox serve --port 99999999",
    "sandbox serve --seed x",
    "walk --expires yesterday",
    "walk --tag x",
    "walk --budget much",
    "ssh --nope",
    "run nope --sandbox",
    "ssh nope",
    "reach nope internet --sandbox",
    "plan --sandbox --set vpc.cidr=10.0.0.1/16",
    "plan --sandbox --set nope=1",
    "plan --sandbox --answers nope.toml",
    "plan --sandbox --deployment A_B",
    "walk --sandbox",
    "destroy --sandbox --yes",
    "steps",
    "list",
    "preflight --sandbox",
    "plan --sandbox",
    "status --sandbox",
];

#[test]
fn every_word_of_help_and_of_errors_is_of_a_catalogue() {
    let jalon = speaker(Tongue::Long);
    let mut wrong = Vec::new();
    for line in LINES {
        let run = jalon.run(&line.split(' ').collect::<Vec<_>>());
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains(OPEN), "{line} speaks another language:\n{said}");
        wrong.extend(strays(&said).into_iter().map(|stray| format!("{line}: {stray}")));
    }
    assert!(wrong.is_empty(), "no catalogue says:\n{}", wrong.join("\n"));
}

/// Command lines from a walk to its end.
const WALK: [&str; 11] = [
    "walk --sandbox --yes",
    "status",
    "plan",
    "verify",
    "reach internet app-host",
    "steps",
    "report --out - --format markdown",
    "pause --yes",
    "resume --yes",
    "destroy --yes --keep-snapshots",
    "report --out - --format markdown",
];

#[test]
fn every_word_of_a_walk_and_its_dossier_is_of_a_catalogue() {
    for tongue in [Tongue::Long, Tongue::RightToLeft] {
        let jalon = speaker(tongue);
        let mut wrong = Vec::new();
        for line in WALK {
            let run = jalon.run(&line.split(' ').collect::<Vec<_>>());
            let said = format!("{}{}", run.stdout, run.stderr);
            assert!(matches!(run.code, Some(0 | 3)), "{line}:\n{said}");
            wrong.extend(strays(&said).into_iter().map(|stray| format!("{line}: {stray}")));
        }
        assert!(wrong.is_empty(), "no catalogue says:\n{}", wrong.join("\n"));
    }
}

/// The lines wider than a terminal of 80 columns, but for those that nothing can break: a word, a path, and what is copied as it stands.
fn too_wide(said: &str) -> Vec<&str> {
    let is_whole = |line: &str| {
        let words = line.trim().split(' ').filter(|word| word.chars().any(char::is_alphanumeric));
        ["`", "/.jalon/", "ssh -F "].iter().any(|whole| line.contains(whole)) || words.count() < 2
    };
    let wide = said.lines().filter(|line| console::measure_text_width(line) > 80);
    wide.filter(|line| !is_whole(line)).collect()
}

#[test]
fn no_line_of_a_longer_language_is_wider_than_a_terminal() {
    let jalon = speaker(Tongue::Long);
    let mut wrong = Vec::new();
    for line in LINES.iter().chain(&WALK).filter(|line| !line.contains("markdown")) {
        let mut command = jalon.command(&line.split(' ').collect::<Vec<_>>());
        let output = command.env("COLUMNS", "80").output().unwrap();
        for said in [output.stdout, output.stderr] {
            let said = String::from_utf8(said).unwrap();
            wrong.extend(too_wide(&said).into_iter().map(|wide| format!("{line}: {wide}")));
        }
    }
    assert!(wrong.is_empty(), "wider than a terminal:\n{}", wrong.join("\n"));
}

#[test]
fn the_pages_of_a_language_from_right_to_left_say_so() {
    let jalon = speaker(Tongue::RightToLeft);
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let dossier = jalon.run(&["report", "--out", "-"]).ends_with(0).stdout;
    assert!(dossier.contains("dir=\"rtl\""), "{}", &dossier[..300]);
    let english = Jalon::new();
    english.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let dossier = english.run(&["report", "--out", "-"]).ends_with(0).stdout;
    assert!(dossier.contains("lang=\"en\" dir=\"ltr\""), "{}", &dossier[..300]);
}

#[test]
fn every_word_of_the_start_of_a_guided_walk_is_of_a_catalogue() {
    let jalon = speaker(Tongue::Long);
    let terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief"]);
    terminal.expect("›");
    let screen = terminal.screen();
    let wide: Vec<&str> = screen
        .lines()
        .filter(|line| line.trim_end().chars().count() > 80 && !line.contains("/.jalon/"))
        .collect();
    assert!(wide.is_empty(), "wider than a terminal: {wide:#?}");
    // Rows of answers are keys and values.
    let sentences: Vec<&str> = screen.lines().filter(|line| !line.starts_with("  ")).collect();
    let wrong = strays(&sentences.join("\n"));
    assert!(wrong.is_empty(), "no catalogue says {wrong:#?} on\n{screen}");
}
