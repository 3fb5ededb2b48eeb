"""The application's words: what its French lacks, or, with files of pages as arguments, what English is left in them. A line for each."""

import ast
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from flask import Flask

from crew import errors, forms, words

HUMAN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
# Names, the same in every language.
NAMES = {"Tidepine"}


def letters(text):
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in NAMES]


def of_template(env, source):
    """The sentences a template asks for, and the letters that stand in it bare."""
    asked, bare, is_within = set(), [], False
    for _, _, message in env.extract_translations(source):
        asked |= {part for part in (message if isinstance(message, tuple) else (message,)) if part}
    html = ""
    for _, kind, value in env.lex(source):
        if kind == "name" and value in ("trans", "endtrans"):
            is_within = value == "trans"
        elif kind == "data" and not is_within:
            html += value
    for name in HUMAN_ATTRIBUTES:
        bare += [word for value in re.findall(rf'\b{name}="([^"]*)"', html) for word in letters(value)]
    return asked, bare + letters(re.sub(r"<[^>]*>", " ", html))


def of_forms(app):
    found = set()
    with app.test_request_context():
        for kind in (forms.SignUp, forms.LogIn):
            for field in kind(meta={"csrf": False}):
                messages = [validator.message for validator in field.validators if getattr(validator, "message", None)]
                found |= {field.label.text, *messages, *filter(None, [field.description])}
    return found


def constants(node):
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def of_code(tree):
    """The sentences that the code says: to `_` and `page`, in what it flashes, and as errors of a field."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in ("_", "page"):
                found |= {value for argument in node.args for value in constants(argument)}
            if node.func.id == "flash":
                said = node.args[0]
                is_asked = isinstance(said, ast.Call) and getattr(said.func, "id", None) == "_"
                found |= set() if is_asked else {f"in flash, without _: {ast.unparse(said)}"}
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", None) == "errors":
            found |= constants(node.value)
    return found


def lacking():
    app = Flask("crew")
    words.register(app)
    said = of_forms(app) | {part for pair in [*errors.MESSAGES.values(), errors.OTHERS] for part in pair}
    for path in sorted(Path("crew/templates").glob("*.html")):
        asked, bare = of_template(app.jinja_env, path.read_text())
        said |= asked
        yield from (f"{path}: without _: {word}" for word in bare)
    for path in sorted(Path("crew").glob("*.py")):
        said |= of_code(ast.parse(path.read_text()))
    yield from (f"no French: {text}" for text in sorted(said - set(words.FRENCH)))
    yield from (f"said nowhere: {text}" for text in sorted(set(words.FRENCH) - said))
    for english, french in words.FRENCH.items():
        if sorted(re.findall(r"%\(\w+\)s", english)) != sorted(re.findall(r"%\(\w+\)s", french)):
            yield f"other values: {french}"
        if re.search(r"(?<!\u202f)[;:?!]|[\u2019\u00a0]", french):
            yield f"U+202F is before ; : ? !, and the apostrophe is straight: {french}"


class Visible(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.text += "".join(f" {value} " for name, value in attrs if name in HUMAN_ATTRIBUTES)

    def handle_data(self, data):
        self.text += data


def english_in(page):
    visible = Visible()
    visible.feed(page)
    text = " ".join(visible.text.split())
    for sentence in words.FRENCH:
        pieces = (re.escape(piece) for piece in re.split(r"%\(\w+\)s", sentence))
        if re.search(r"(?<!\w)" + ".{1,60}".join(pieces) + r"(?!\w)", text):
            yield sentence


pages = sys.argv[1:]
left = (f"{page}: {sentence}" for page in pages for sentence in english_in(Path(page).read_text()))
for line in left if pages else lacking():
    print(line)
