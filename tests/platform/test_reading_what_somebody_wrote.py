"""What somebody typed in a mail, taken out of what her mail program puts around it."""

import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.platform.incoming.cutting import own_words
from intranet.platform.incoming.envelope import read_envelope
from intranet.platform.incoming.words import read_words

# Seconds, generously: what grows with the square of a mail would take minutes.
SOON = 20
OWN = "Mooi gezegd.\n\nTot maandag,\nBram"

# Below her words, as each program puts it there.
BELOW = {
    "Gmail": """
Op ma 23 nov 2026 om 09:12 schreef Joke Veenstra via Het Plein <plein@example.org>:

> – Antwoord boven deze regel –
>
> Negen weken
""",
    "Gmail, broken over two lines": """
Op ma 23 nov 2026 om 09:12 schreef Joke Veenstra via Het Plein <
plein@example.org>:

> Negen weken
""",
    "Gmail in English": """
On Mon, Nov 23, 2026 at 9:12 AM Joke Veenstra via Het Plein <
plein@example.org> wrote:

> Nine weeks
>> older still
""",
    "Gmail without signs of a quote": """
Op ma 23 nov 2026 om 09:12 schreef Joke Veenstra <plein@example.org>:

– Antwoord boven deze regel –
Negen weken
""",
    "an older Gmail": """
2026-11-23 9:12 GMT+01:00 Joke Veenstra <plein@example.org>:

> Negen weken
""",
    "Gmail, name first": """
Joke Veenstra <plein@example.org> schreef op ma 23 nov. 2026 om 09:12:

> Negen weken
""",
    "an iPhone": """
Verstuurd vanaf mijn iPhone

> Op 23 nov 2026 om 09:12 heeft Joke Veenstra <plein@example.org> het volgende geschreven:
>
> ﻿– Antwoord boven deze regel –
> Negen weken
""",
    "Apple Mail": """

> Op 23 nov 2026, om 09:12 heeft Joke Veenstra <plein@example.org> het volgende geschreven:
>
> Negen weken
""",
    "Apple Mail, not quoted": """
Op 23 nov 2026, om 09:12 heeft Joke Veenstra via Het Plein <plein@example.org> het volgende
geschreven:

Negen weken
""",
    "Apple Mail in English": """
Sent from my iPhone

On 23 Nov 2026, at 09:12, Joke Veenstra <plein@example.org> wrote:

Nine weeks
""",
    "Outlook": """
Van: Joke Veenstra via Het Plein <plein@example.org>
Verzonden: maandag 23 november 2026 09:12
Aan: Bram de Wit <bram@example.org>
Onderwerp: Negen weken

– Antwoord boven deze regel –
""",
    "Outlook with a line": """
________________________________
Van: Joke Veenstra via Het Plein <plein@example.org>
Verzonden: maandag 23 november 2026 09:12
Aan: Bram de Wit <bram@example.org>
Onderwerp: Negen weken

Negen weken
""",
    "Outlook on a phone": """
Outlook voor Android downloaden<https://aka.ms/AAb9ysg>
________________________________
*Van:* Joke Veenstra via Het Plein <plein@example.org>
*Datum:* maandag 23 november 2026 om 09:12
*Aan:* Bram de Wit <bram@example.org>
*Onderwerp:* Negen weken

Negen weken
""",
    "Outlook in English": """
Get Outlook for iOS<https://aka.ms/o0ukef>
________________________________
From: Joke Veenstra via Het Plein <plein@example.org>
Sent: Monday, November 23, 2026 9:12 AM
To: Bram de Wit <bram@example.org>
Subject: Nine weeks

Nine weeks
""",
    "an older Outlook": """
-----Oorspronkelijk bericht-----
Van: Joke Veenstra
Negen weken
""",
    "an older Outlook in English": """
-----Original Message-----
From: Joke Veenstra
Nine weeks
""",
    "Samsung": """
Verzonden vanaf mijn Galaxy


-------- Oorspronkelijk bericht --------
Van: Joke Veenstra <plein@example.org>
Datum: 23-11-2026 09:12 (GMT+01:00)
Aan: bram@example.org
Onderwerp: Negen weken

Negen weken
""",
    "Thunderbird": """
Op 23-11-2026 om 09:12 schreef Joke Veenstra via Het Plein:
> Negen weken
>
> > ouder nog
""",
    "Thunderbird with a signature": """
--\x20
Bram de Wit
Monteur, Emmen

Op 23-11-2026 om 09:12 schreef Joke Veenstra via Het Plein:
> Negen weken
""",
    "Thunderbird in English": """
On 23/11/2026 09:12, Joke Veenstra via Het Plein wrote:
> Nine weeks
""",
    "Proton": """
Verzonden met Proton Mail beveiligde e-mail.

On Monday, November 23rd, 2026 at 09:12, Joke Veenstra <plein@example.org> wrote:

> Nine weeks
""",
    "a program in French": """
Le lun. 23 nov. 2026 à 09:12, Joke Veenstra <plein@example.org> a écrit :

> Negen weken
""",
    "one that quotes as it pleases": """
– Answer above this line –

Nine weeks
""",
}


def typed(own=OWN, below="", **kind):
    """Write a mail with plain words."""
    mail = EmailMessage()
    mail.set_content(own + "\n" + below, **kind)
    return mail


def said_in(mail):
    """Read a mail as it came over the line."""
    return read_words(mail.as_bytes())


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW.keys())
def test_only_what_was_typed_is_left_of_a_mail_from(below):
    assert said_in(typed(below=below)).words == OWN


def test_answers_below_and_between_the_quotes_stay():
    mail = typed(
        "Op 23-11-2026 om 09:12 schreef Joke Veenstra:\n> Wie gaat er mee?\n\nIk!\n\n> En wanneer?"
        "\n\nMaandag.\n\n-- \nBram"
    )

    assert said_in(mail).words == "Ik!\n\nMaandag."


@pytest.mark.parametrize(
    "own",
    [
        "Op tijd, mooi!\nOp 3 mei 2026 was ik er zelf bij.",
        "Op 12 maart schreef ik:\ndat klopt niet.",
        "Van: Emmen\nnaar Zwolle, dat is een uur.",
        "Ik las: – Antwoord boven deze regel – en dacht, wat is dat?",
        "Twee dingen\n--\nEen\n" + "nog wat\n" * 20 + "slot",
        "Verstuurd vanaf mijn iPhone, zei hij, en dat klopte niet.\nGrappig.",
        "On the 3rd he wrote:\nnothing.",
        "5 > 3 en a->b",
    ],
)
def test_what_looks_a_little_like_a_quote_stays(own):
    assert own_words(own + "\n\n> oud") == own


def test_a_page_is_read_where_there_are_no_plain_words():
    mail = EmailMessage()
    mail.set_content(
        "<html><head><title>Re</title><style>p{}</style></head><body><div>Mooi &amp; waar.</div>"
        "<script>alert(1)</script><div>Bram</div><div class=gmail_quote><div>Op ma 23 nov 2026 om "
        "09:12 schreef Joke &lt;plein@example.org&gt;:<br></div><blockquote><div>Negen weken</div>"
        "</blockquote></div></body></html>",
        subtype="html",
    )

    assert said_in(mail).words == "Mooi & waar.\n\nBram"


def test_a_page_of_outlook_is_read_up_to_the_headers_of_what_it_answers():
    mail = EmailMessage()
    mail.set_content(
        '<html><head></head><body><p class="MsoNormal">Mooi gezegd.<o:p></o:p></p><p>&nbsp;</p>'
        "<table><tr><td>Bram</td><td>Emmen</td></tr><tr><td>Monteur</td></tr></table>"
        '<div style="border-top:solid"><p><b>Van:</b> Joke &lt;plein@example.org&gt;<br>'
        "<b>Verzonden:</b> maandag 23 november 2026 09:12<br><b>Aan:</b> Bram<br>"
        "<b>Onderwerp:</b> Negen weken</p></div><p>Negen weken</p></body></html>",
        subtype="html",
    )

    assert said_in(mail).words == "Mooi gezegd.\n\nBram Emmen\nMonteur"


def test_a_file_that_is_shown_in_the_mail_is_no_part_of_its_words():
    mail = typed("Zie hieronder.")
    mail.add_attachment("lijst van namen", disposition="inline", filename="namen.txt")

    assert (said_in(mail).words, said_in(mail).has_files) == ("Zie hieronder.", True)


def test_words_around_a_photo_are_all_there():
    mail = typed("Voor de foto.")
    mail.add_attachment(b"jpeg", maintype="image", subtype="jpeg", disposition="inline")
    after = EmailMessage()
    after.set_content("Na de foto.\n\nVerstuurd vanaf mijn iPhone")
    mail.attach(after)

    assert (said_in(mail).words, said_in(mail).has_files) == ("Voor de foto.\n\nNa de foto.", True)


def test_an_answer_below_the_quote_of_a_page_stays():
    mail = EmailMessage()
    mail.set_content("<blockquote><p>Wie?</p><p>Wanneer?</p></blockquote><p>Ik</p>", subtype="html")

    assert said_in(mail).words == "Ik"


def test_the_plain_words_are_taken_before_the_page():
    mail = typed("Gewoon")
    mail.add_alternative("<p>Opgemaakt</p>", subtype="html")

    assert said_in(mail).words == "Gewoon"


def test_broken_lines_are_joined_where_the_program_says_that_it_broke_them():
    mail = (
        b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
        b"Dit is een lange regel, die \r\ndoorgaat.\r\nEn dit is een andere.\r\n\r\n"
        b"> quote \r\n> quote\r\n-- \r\nBram\r\n"
    )

    assert read_words(mail).words == "Dit is een lange regel, die doorgaat.\nEn dit is een andere."


@pytest.mark.parametrize(
    ("charset", "content", "read"),
    [
        ("utf-8", "één".encode(), "één"),
        ("iso-8859-1", "één".encode("latin-1"), "één"),
        ("windows-1252", "€ 5".encode("cp1252"), "€ 5"),
        ("x-onbekend", "één".encode(), "één"),
        ("us-ascii", "één".encode("latin-1"), "één"),
        ("utf-8", b"\xe9\xe9n goed", "��n goed"),
        ("punycode", b"goed", "goed"),
        ("rot13", b"goed", "goed"),
    ],
)
def test_no_alphabet_is_too_strange(charset, content, read):
    mail = f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + content

    assert read_words(mail).words == read


def test_files_are_noticed_and_pictures_of_a_signature_are_not():
    mail, with_logo = typed(), typed()
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    with_logo.add_alternative("<p>Mooi</p><img src=cid:logo>", subtype="html")
    page = with_logo.get_payload()[1]
    page.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")

    assert (said_in(mail).words, said_in(mail).has_files) == (OWN, True)
    assert (said_in(with_logo).words, said_in(with_logo).has_files) == (OWN, False)


def test_mails_within_mails_within_mails_are_not_read():
    heap = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(500)
    )
    letters = b"Content-Type: message/rfc822\r\n\r\n" * 5_000

    assert read_words(heap).is_cut
    assert read_words(letters).words == ""


words = st.lists(st.text("abcdefgh é", min_size=1), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(own=st.lists(words, min_size=1, max_size=8), below=st.sampled_from(list(BELOW.values())))
def test_words_above_a_quote_survive_whatever_they_are(own, below):
    own = "\n".join(line.strip() or "x" for line in own)

    assert own_words(own + "\n" + below) == own


MARKS = [
    "Op ",
    "On ",
    "2026",
    "09:12",
    "schreef",
    "wrote:",
    ":",
    "<a@b>",
    ">",
    "\n",
    " ",
    "--",
    "__",
]
MARKS += ["Van: x", "Aan: y", "Onderwerp: z", "Verstuurd vanaf mijn iPhone", "\r", "\x00", "é"]


@settings(max_examples=500, deadline=2_000)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=5), max_size=60).map("".join))
def test_no_text_is_too_strange(text):
    found = own_words(text).split("\n")

    # Nothing is made up: but for the spaces in it, each line was there.
    assert {"".join(line.split()) for line in found} <= {
        "",
        *("".join(line.split()) for line in text.split("\n")),
    }


HEADERS = [b"Content-Type: multipart/mixed; boundary=x", b"--x", b"--x--", b"", b"From: a <b@c>"]
HEADERS += [
    b"Content-Transfer-Encoding: base64",
    b"Content-Type: text/html; charset=utf-7",
    b"====",
]
HEADERS += [b"Content-Type: text/plain; format=flowed; delsp=yes", b"<p>Hoi<blockquote>", b"> oud"]
HEADERS += [b"Content-Disposition: attachment; filename*=utf-8''%ff", b"Subject: =?utf-8?q?=ff?="]
HEADERS += [b"Content-Type: multipart/alternative; boundary=x", b"Content-Type: message/rfc822"]


@settings(max_examples=500, deadline=2_000)
@given(st.lists(st.sampled_from(HEADERS) | st.binary(max_size=30), max_size=30).map(b"\r\n".join))
def test_no_mail_is_too_strange(data):
    assert isinstance(read_words(data).words, str)
    assert read_envelope(data) is None


@pytest.mark.parametrize(
    "line", ["Op 1234\n", ">\na\n", "--\n", "Van: x\nAan: y\n", "----------\n", "a <b@c> schreef\n"]
)
def test_a_mail_of_a_million_signs_is_read_at_once(line):
    mail = typed((line * 1_000_000)[:1_000_000])
    began = time.monotonic()

    said_in(mail)

    assert time.monotonic() - began < SOON
