"""The languages of the pages: English in the code and the templates, and its French here.

A sentence has to be a key of `FRENCH`, and every key a sentence: the tests compare them. Another language is another such dictionary.
"""

from datetime import datetime

from flask import Flask, current_app, request

LANGUAGES = ("en", "fr")


def language() -> str:
    """That of the settings; else the first of the visitor's browser that is one of ours, in whatever country; else English."""
    if chosen := current_app.config["LANGUAGE"]:
        return chosen
    for tag, quality in request.accept_languages:
        primary = tag.replace("_", "-").split("-")[0].lower()
        if primary in LANGUAGES and quality > 0:
            return primary
    return LANGUAGES[0]


def _(text: str, **values: object) -> str:
    """The sentence in the visitor's language, with the values for its `%(name)s`."""
    told = FRENCH.get(text, text) if language() == "fr" else text
    return told % values if values else told


def plural(one: str, many: str, count: int) -> str:
    """The sentence for that many. In French nobody is singular, in English plural."""
    is_one = count < 2 if language() == "fr" else count == 1
    return _(one if is_one else many)


def day(moment: datetime) -> str:
    if language() != "fr":
        return moment.strftime("%-d %B %Y")
    number = "1er" if moment.day == 1 else moment.day
    # Lines break after neither number nor month.
    return f"{number}\N{NO-BREAK SPACE}{MONTHS[moment.month - 1]}\N{NO-BREAK SPACE}{moment.year}"


def minute(moment: datetime) -> str:
    if language() != "fr":
        return moment.strftime("%-d %b %Y, %H:%M")
    return f"{day(moment)} à {moment.hour} h {moment:%M}"


def register(app: Flask) -> None:
    """Gives the templates `_`, `{% trans %}`, the dates and the language."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_, plural, newstyle=True)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(language=language, day=day, minute=minute)


# The image's C library has no names of months but the English ones.
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")

# A narrow no-break space, U+202F, stands before "; : ? !", as French typography has it.
FRENCH = {
    # Every page
    "Tidepine crew book": "Registre d'équipage de Tidepine",
    "crew book": "registre d'équipage",
    "Skip to the content": "Aller au contenu",
    "Main": "Menu principal",
    "Users": "Équipage",
    "Log in": "Se connecter",
    "Log out": "Se déconnecter",
    "Log out %(name)s": "Déconnecter %(name)s",
    "Sign up": "S'inscrire",
    "Tidepine Logistics is made up; the application is real.": "Tidepine Logistics n'existe pas ; l'application, si.",
    "Flask behind nginx, its users in MySQL.": "Flask derrière nginx, les utilisateurs dans MySQL.",
    # The first page
    "Everyone aboard": "L'équipage au complet",
    "The crew book": "Le registre d'équipage",
    "Everyone aboard, on one page.": "L'équipage au complet sur une page.",
    "Ships carry their crew in a book: who came, and when. This one is open to you. Sign on, and see who else is here.":
        "Tout navire tient un registre de son équipage : qui est monté à bord, et quand. Celui-ci vous est ouvert. "
        "Inscrivez-vous, et voyez qui est déjà là.",
    "See the crew": "Voir l'équipage",
    "A lighthouse on a headland with pines, its beam over the sea at dusk.":
        "Un phare sur un cap planté de pins ; son faisceau balaie la mer au crépuscule.",
    # Log-in and sign-up
    "Welcome back": "Vous revoilà",
    "Who goes there?": "Qui va là ?",
    "Not in the book yet?": "Pas encore au registre ?",
    "Sign on": "Montez à bord",
    "One line in the book, and you are part of the crew.": "Une ligne au registre, et vous faites partie de l'équipage.",
    "In the book already?": "Déjà au registre ?",
    "Log in to see this page.": "Connectez-vous pour voir cette page.",
    "Welcome aboard, %(name)s.": "Bienvenue à bord, %(name)s.",
    "Good to see you, %(name)s.": "Quel plaisir de vous revoir, %(name)s.",
    "You are logged out.": "Votre session est fermée.",
    # Their fields
    "User name": "Nom d'utilisateur",
    "3 to 32 letters, digits, dots, dashes or underscores.":
        "De 3 à 32 caractères : lettres sans accent, chiffres, points, tirets ou tirets bas.",
    "Choose a user name.": "Choisissez un nom d'utilisateur.",
    "A user name has 3 to 32 characters.": "Un nom d'utilisateur compte de 3 à 32 caractères.",
    "Letters, digits, dots, dashes and underscores only, a letter or digit first.":
        "Seuls les lettres sans accent, les chiffres, les points, les tirets et les tirets bas sont acceptés ; "
        "le premier caractère est une lettre ou un chiffre.",
    "E-mail address": "Adresse e-mail",
    "Shown to nobody.": "Personne ne la verra.",
    "Enter your e-mail address.": "Saisissez votre adresse e-mail.",
    "This address is too long.": "Cette adresse est trop longue.",
    "This does not look like an e-mail address.": "Cela ne ressemble pas à une adresse e-mail.",
    "Password": "Mot de passe",
    "At least 10 characters. A few words in a row do well.": "Au moins 10 caractères. Quelques mots à la suite conviennent bien.",
    "Choose a password.": "Choisissez un mot de passe.",
    "A password has 10 to 128 characters.": "Un mot de passe compte de 10 à 128 caractères.",
    "Password again": "Confirmez le mot de passe",
    "Enter the password a second time.": "Saisissez le mot de passe une seconde fois.",
    "The two passwords differ.": "Les deux mots de passe sont différents.",
    "Enter your user name.": "Saisissez votre nom d'utilisateur.",
    "This name is too long.": "Ce nom est trop long.",
    "Enter your password.": "Saisissez votre mot de passe.",
    "This password is too long.": "Ce mot de passe est trop long.",
    "Somebody has this user name already. Choose another.": "Ce nom d'utilisateur est déjà pris. Choisissez-en un autre.",
    "User name and password do not fit together.": "Le nom d'utilisateur et le mot de passe ne correspondent pas.",
    # The users
    "The crew": "L'équipage",
    "%(count)s person has signed on.": "%(count)s personne s'est inscrite.",
    "%(count)s people have signed on.": "%(count)s personnes se sont inscrites.",
    "You are %(name)s, aboard since %(date)s.": "Vous êtes %(name)s, à bord depuis le %(date)s.",
    "you": "vous",
    "since %(date)s": "depuis le %(date)s",
    "Pages of the book": "Pages du registre",
    "← Newer": "← Plus récents",
    "Older →": "Plus anciens →",
    "Page %(page)s of %(last)s": "Page %(page)s sur %(last)s",
    # What goes wrong
    "Back to the first page": "Retour à l'accueil",
    "No such page": "Page introuvable",
    "Nothing is kept at this address.": "Il n'y a rien à cette adresse.",
    "Not like this": "Pas de cette façon",
    "This page can't be asked for in this way.": "Cette page n'accepte pas ce type de requête.",
    "Too much": "C'est trop",
    "What you sent is larger than any form here.": "Votre envoi dépasse la taille du plus grand formulaire de ce site.",
    "Not understood": "Requête incomprise",
    "The request could not be answered.": "Le serveur n'a pas pu répondre à votre requête.",
    "That form is stale": "Ce formulaire a expiré",
    "It was open for too long, or your browser keeps no cookies. Load the page again and resend it.":
        "Il est resté ouvert trop longtemps, ou votre navigateur n'accepte pas les cookies. Rechargez la page et renvoyez-le.",
    "The book is closed for a moment": "Le registre est fermé un instant",
    "The database does not answer. Try again in a minute.": "La base de données ne répond pas. Réessayez dans une minute.",
    "Something broke": "Erreur inattendue",
    "That was not your doing. It is logged, and somebody will look.":
        "Vous n'y êtes pour rien. L'erreur est dans le journal, et quelqu'un va s'en occuper.",
}
