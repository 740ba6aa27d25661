"""Pages in the shapes that newsrooms' templates have: what is read of them, and what is not.

Words of the article are "m1", "m2" and so on, words of what stands around it "b1", "b2"; captions,
bylines and other words that may be read or not are "n1", "n2". ``python page_shapes.py`` prints
what each page loses and gains. The templates are made up after those of content systems (WordPress,
Drupal, Ghost, Blogger, Medium, Arc, AMP, ASP.NET) and of the test pages of mozilla/readability.
"""

import re
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final, NamedTuple

from scoring.text.html import to_text

Template = Callable[["Writer"], str]
PAGES: Final[dict[str, Template]] = {}
MOST: Final = 0.05
"""The share of the article's words that may be lost, or come from around it."""


class Writer:
    """Writes words that were not there before."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def _words(self, kind: str, many: int) -> str:
        words = [f"{kind}{next(self._numbers)}" for _ in range(many)]
        words[0] = words[0].capitalize()
        return " ".join(words)

    def main(self, many: int = 24) -> str:
        """A sentence of the article."""
        return self._words("m", many) + "."

    def around(self, many: int = 6) -> str:
        """Words of what stands around it."""
        return self._words("b", many)

    def other(self, many: int = 5) -> str:
        """Words that may be read or not."""
        return self._words("n", many)

    def paragraphs(self, many: int = 6) -> str:
        """Paragraphs of two sentences."""
        return "\n".join(f"<p>{self.main()} {self.main()}</p>" for _ in range(many))

    def links(self, many: int = 8) -> str:
        """Links in a list."""
        rows = (f'<li><a href="/{n}">{self.around()}</a></li>' for n in range(many))
        return f"<ul>{''.join(rows)}</ul>"

    def navigation(self) -> str:
        """What opens most pages."""
        return f"<header><a href='/'>{self.around(3)}</a><nav>{self.links()}</nav></header>"

    def footer(self) -> str:
        """What closes them."""
        return f"<footer>{self.links(6)}<p>{self.around(20)}</p></footer>"


class Measured(NamedTuple):
    """Shares of the article's words: lost, and read from around it."""

    lost: float
    gained: float


def measure(template: Template) -> Measured:
    """Return what of a page is lost and gained."""
    page = template(Writer())
    wanted = re.findall(r"\bm\d+", page.lower().replace(">m</span>", ">m"))
    read = re.findall(r"\b[mb]\d+", to_text(page).lower())
    kept = [word for word in read if word[0] == "m"]
    assert kept == sorted(set(kept), key=kept.index), "a word is read twice"
    return Measured(1 - len(kept) / len(wanted), (len(read) - len(kept)) / len(wanted))


def page(template: Template) -> Template:
    """Register a template of a whole page; its name is the function's."""
    name = template.__name__.replace("_", " ")
    PAGES[name] = lambda w: (
        f"<!doctype html><html><head><title>{w.other()}</title></head>{template(w)}</html>"
    )
    return template


@page
def news_article(w: Writer) -> str:
    return f"""<body>{w.navigation()}<main><article><h1>{w.main(8)}</h1>{w.paragraphs()}</article></main>
    {w.footer()}</body>"""


@page
def article_with_aside(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article><h1>{w.main(8)}</h1>{w.paragraphs(3)}
    <aside><h2>{w.around()}</h2>{w.links()}</aside>{w.paragraphs(3)}</article>{w.footer()}</body>"""


@page
def cookie_banner_by_id(w: Writer) -> str:
    return f"""<body><div id="onetrust-banner-sdk"><p>{w.around(40)}</p><button>{w.around(2)}</button></div>
    {w.navigation()}<article>{w.paragraphs()}</article>{w.footer()}</body>"""


@page
def cookie_banner_in_the_article(w: Writer) -> str:
    return f"""<body>{w.navigation()}<div class="content"><div class="cookie-consent"><p>{w.around(40)}</p>
    </div>{w.paragraphs()}</div>{w.footer()}</body>"""


@page
def cookie_dialog(w: Writer) -> str:
    return f"""<body><div role="dialog" aria-label="cookies"><p>{w.around(60)}</p></div>
    <main>{w.paragraphs()}</main></body>"""


@page
def related_links_between_paragraphs(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}<div class="related-articles">
    <h3>{w.around(2)}</h3>{w.links(4)}</div>{w.paragraphs(3)}</article>{w.footer()}</body>"""


@page
def newsletter_box_between_paragraphs(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}<div class="newsletter-signup"><h3>{w.around()}
    </h3><p>{w.around(20)}</p><form><input name="email"><button>{w.around(1)}</button></form></div>
    {w.paragraphs(3)}</article>{w.footer()}</body>"""


@page
def comments_after_the_article(w: Writer) -> str:
    comments = "".join(f'<li class="comment"><p>{w.around(30)}</p></li>' for _ in range(12))
    return f"""<body>{w.navigation()}<article>{w.paragraphs(5)}</article><section id="comments"
    class="comments-area"><ol>{comments}</ol></section>{w.footer()}</body>"""


@page
def comments_that_are_articles(w: Writer) -> str:
    comments = "".join(
        f"<article class='comment-body'><p>{w.around(30)}</p></article>" for _ in range(4)
    )
    return f"""<body>{w.navigation()}<main><article class="post">{w.paragraphs(8)}<section class="comments">
    {comments}</section></article></main>{w.footer()}</body>"""


@page
def live_blog(w: Writer) -> str:
    posts = "".join(
        f"<article><header><time>{w.other(2)}</time></header><h2>{w.main(6)}</h2>{w.paragraphs(2)}</article>"
        for _ in range(6)
    )
    return f"<body>{w.navigation()}<main><h1>{w.main(8)}</h1>{posts}</main>{w.footer()}</body>"


@page
def amp(w: Writer) -> str:
    return f"""<body><amp-sidebar><ul><li>{w.around(20)}</li></ul></amp-sidebar><header>{w.around(3)}</header>
    <article><h1>{w.main(8)}</h1><amp-img src="a.jpg"></amp-img>{w.paragraphs(3)}<amp-ad><div>{w.around(8)}
    </div></amp-ad>{w.paragraphs(3)}<amp-social-share>{w.around(4)}</amp-social-share></article>
    <amp-consent><div>{w.around(30)}</div></amp-consent>{w.footer()}</body>"""


@page
def pull_quotes(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}<aside class="pullquote">{w.around(12)}</aside>
    {w.paragraphs(2)}<blockquote class="pull-quote"><p>{w.around(12)}</p></blockquote>{w.paragraphs(2)}
    </article>{w.footer()}</body>"""


@page
def gallery(w: Writer) -> str:
    pictures = "".join(
        f"<figure><img src='{n}.jpg'><figcaption>{w.other(12)}</figcaption></figure>"
        for n in range(8)
    )
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}<div class="gallery">{pictures}</div>
    {w.paragraphs(2)}</article>{w.footer()}</body>"""


@page
def definition_list(w: Writer) -> str:
    pairs = "".join(f"<dt>{w.main(3)}</dt><dd>{w.main(30)}</dd>" for _ in range(5))
    return f"<body>{w.navigation()}<main><h1>{w.main(6)}</h1><dl>{pairs}</dl></main>{w.footer()}</body>"


@page
def drop_cap(w: Writer) -> str:
    first = w.main()
    return f"""<body>{w.navigation()}<article><p><span class="dropcap">{first[0]}</span>{first[1:]}</p>
    {w.paragraphs(4)}</article>{w.footer()}</body>"""


@page
def microdata_without_article(w: Writer) -> str:
    return f"""<body><div id="top">{w.links()}</div><div itemscope itemtype="https://schema.org/NewsArticle">
    <h1 itemprop="headline">{w.main(8)}</h1><div itemprop="articleBody">{w.paragraphs(8)}</div></div>
    <div id="bottom">{w.links()}</div></body>"""


@page
def several_articles(w: Writer) -> str:
    teasers = "".join(
        f"<article><h3>{w.around()}</h3><p>{w.around(15)}</p></article>" for _ in range(4)
    )
    return f"""<body>{w.navigation()}<main><article><h1>{w.main(8)}</h1>{w.paragraphs(8)}</article></main>
    <section>{teasers}</section>{w.footer()}</body>"""


@page
def teasers_beside_the_article_in_main(w: Writer) -> str:
    teasers = "".join(f"<article class='card'><h3>{w.around()}</h3></article>" for _ in range(6))
    return f"""<body>{w.navigation()}<main><article><h1>{w.main(8)}</h1>{w.paragraphs(8)}</article>
    <section class="more-stories">{teasers}</section></main>{w.footer()}</body>"""


@page
def paywall_teaser(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(2)}<div class="paywall-prompt"><h2>{w.around()}</h2>
    <p>{w.around(30)}</p><ul><li>{w.around(8)}</li></ul></div></article>{w.footer()}</body>"""


@page
def text_behind_a_paywall(w: Writer) -> str:
    """Google's structured data mark the text that is paid for by this class."""
    return f"""<body>{w.navigation()}<article>{w.paragraphs(1)}<div class="paywall">{w.paragraphs(5)}</div>
    </article>{w.footer()}</body>"""


@page
def registration_wall(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}</article><div class="regwall" role="dialog">
    <p>{w.around(40)}</p></div>{w.footer()}</body>"""


@page
def table_layout(w: Writer) -> str:
    return f"""<body><table><tr><td colspan="2" class="header">{w.links(6)}</td></tr><tr><td class="nav">
    {w.links(6)}</td><td class="content"><h1>{w.main(8)}</h1>{w.paragraphs(10)}</td></tr><tr>
    <td class="footer">{w.around(20)}</td></tr></table></body>"""


@page
def web_form_around_the_page(w: Writer) -> str:
    return f"""<body><form><input type="hidden" name="__VIEWSTATE" value="x"><div class="nav">{w.links()}</div>
    <h1>{w.main(8)}</h1>{w.paragraphs(8)}<div class="footer">{w.around(12)}</div></form></body>"""


@page
def divisions_with_classes(w: Writer) -> str:
    return f"""<body><div class="header"><div class="menu">{w.links()}</div></div><div class="main-content">
    <div class="article-body"><h1>{w.main(8)}</h1>{w.paragraphs(8)}</div><div class="sidebar">{w.links()}</div>
    </div><div class="footer">{w.links()}</div></body>"""


@page
def wordpress_theme(w: Writer) -> str:
    return f"""<body class="single"><div id="page"><header id="masthead" class="site-header">{w.links()}</header>
    <div id="content"><div id="primary" class="content-area"><div class="entry-content">{w.paragraphs(8)}
    <div class="sharedaddy">{w.around(6)}</div></div></div><div id="secondary" class="widget-area">
    <div class="widget">{w.links()}</div></div></div><div id="colophon" class="site-footer">{w.around(20)}</div>
    </div></body>"""


@page
def drupal_theme(w: Writer) -> str:
    return f"""<body><div id="header"><div class="region region-header">{w.links()}</div></div><div id="main">
    <div class="breadcrumb">{w.around(6)}</div><div class="field field-name-body"><div class="field-items">
    {w.paragraphs(8)}</div></div></div><div class="region region-sidebar-second">{w.links()}</div>
    <div id="footer">{w.around(20)}</div></body>"""


@page
def blogger_theme(w: Writer) -> str:
    return f"""<body><div class="navbar section" id="navbar">{w.links()}</div><div class="post hentry">
    <div class="post-body entry-content" itemprop="description articleBody">{w.main()}<br><br>{w.main()}<br>
    <br>{w.main(60)}<br><br>{w.main(60)}</div><div class="post-footer">{w.around(12)}</div></div>
    <div class="sidebar section" id="sidebar-right">{w.links()}</div></body>"""


@page
def medium_sections(w: Writer) -> str:
    return f"""<body><div><nav>{w.links(4)}</nav></div><article><section><h1>{w.main(8)}</h1>{w.paragraphs(3)}
    </section><section><h2>{w.main(4)}</h2>{w.paragraphs(3)}</section></article>{w.footer()}</body>"""


@page
def header_with_standfirst(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article><header><h1>{w.other(6)}</h1><p class="standfirst">{w.main()}</p>
    <p class="byline">{w.around(3)}</p></header>{w.paragraphs()}</article>{w.footer()}</body>"""


@page
def author_box(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs()}<div class="author-bio"><h4>{w.around(2)}</h4><p>
    {w.around(30)}</p></div></article>{w.footer()}</body>"""


@page
def author_card(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs()}<section class="about-the-author"><p>
    {w.around(40)}</p></section></article>{w.footer()}</body>"""


@page
def questions_and_answers(w: Writer) -> str:
    pairs = "".join(f"<h3>{w.main(8)}</h3>{w.paragraphs(1)}" for _ in range(6))
    return f"<body>{w.navigation()}<main><article>{pairs}</article></main>{w.footer()}</body>"


@page
def recipe(w: Writer) -> str:
    needed = "".join(f"<li>{w.main(5)}</li>" for _ in range(8))
    steps = "".join(f"<li>{w.main(15)}</li>" for _ in range(6))
    return f"""<body>{w.navigation()}<main><h1>{w.main(4)}</h1><button>{w.around(2)}</button><ul>{needed}</ul>
    <ol>{steps}</ol></main>{w.footer()}</body>"""


@page
def results_table(w: Writer) -> str:
    rows = "".join(f"<tr><td>{w.main(2)}</td><td>{w.main(1)}</td></tr>" for _ in range(10))
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}<table><caption>{w.other()}</caption>{rows}</table>
    {w.paragraphs(2)}</article>{w.footer()}</body>"""


@page
def breaking_ticker(w: Writer) -> str:
    return f"""<body><div class="breaking-news ticker" role="marquee">{w.around(30)}</div>{w.navigation()}
    <div class="story">{w.paragraphs()}</div>{w.footer()}</body>"""


@page
def transcript_in_details(w: Writer) -> str:
    return f"""<body>{w.navigation()}<main>{w.paragraphs(2)}<details><summary>{w.main(3)}</summary>
    {w.paragraphs(4)}</details></main>{w.footer()}</body>"""


@page
def footnotes(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article><p>{w.main()}<sup><a href="#fn1">1</a></sup> {w.main()}</p>
    {w.paragraphs(4)}<section role="doc-endnotes"><ol><li id="fn1">{w.other(12)} <a href="#r">↩</a></li></ol>
    </section></article>{w.footer()}</body>"""


@page
def verbatim_document(w: Writer) -> str:
    lines = "\n".join(w.main(8) for _ in range(12))
    return (
        f"<body>{w.navigation()}<main>{w.paragraphs(2)}<pre>{lines}</pre></main>{w.footer()}</body>"
    )


@page
def embedded_posts(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}<blockquote class="twitter-tweet"><p>{w.other(20)}
    </p></blockquote><script>{w.around(9)}</script>{w.paragraphs(3)}<iframe>{w.around(4)}</iframe></article>
    {w.footer()}</body>"""


@page
def fallbacks_without_scripts(w: Writer) -> str:
    return f"""<body><noscript>{w.around(12)}</noscript>{w.navigation()}<article>{w.paragraphs(3)}<figure>
    <noscript><img alt="{w.around(3)}"></noscript><figcaption>{w.other()}</figcaption></figure>
    {w.paragraphs(3)}</article><script type="application/json">{w.around(50)}</script>{w.footer()}</body>"""


@page
def modal_window(w: Writer) -> str:
    return f"""<body>{w.navigation()}<div class="modal" aria-hidden="true"><p>{w.around(40)}</p></div>
    <div class="popup-overlay" style="display: none"><p>{w.around(40)}</p></div>{w.paragraphs()}
    {w.footer()}</body>"""


@page
def share_bars(w: Writer) -> str:
    bar = f"""<ul class="share-buttons"><li><a href="#">{w.around(2)}</a></li><li>{w.around(2)}</li></ul>"""
    return f"""<body>{w.navigation()}<article><h1>{w.main(8)}</h1>{bar}{w.paragraphs()}{bar}</article>
    {w.footer()}</body>"""


@page
def tags_after_the_article(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs()}<ul class="tags"><li><a rel="tag">{w.around(2)}</a>
    </li><li><a rel="tag">{w.around(2)}</a></li></ul><div class="topics">{w.around(6)}</div></article>
    {w.footer()}</body>"""


@page
def byline_and_time(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article><h1>{w.main(8)}</h1><div class="byline">{w.other(3)}</div>
    <time>{w.other(3)}</time>{w.paragraphs()}</article>{w.footer()}</body>"""


@page
def breadcrumbs(w: Writer) -> str:
    return f"""<body>{w.navigation()}<main><ol class="breadcrumb">{w.around(6)}</ol><div class="breadcrumbs">
    {w.around(4)}</div>{w.paragraphs()}</main>{w.footer()}</body>"""


@page
def promotions_between_paragraphs(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(2)}<p class="read-more"><a href="/x">{w.around(6)}</a>
    </p>{w.paragraphs(2)}<div class="inline-related">{w.around(8)}</div>{w.paragraphs(2)}
    <div class="recommended">{w.links(3)}</div></article>{w.footer()}</body>"""


@page
def advertisements(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs(2)}<div class="ad"><span>{w.around(2)}</span></div>
    {w.paragraphs(2)}<div class="advertisement">{w.around(8)}</div><div class="ad-wrapper">{w.around(8)}</div>
    <div class="google-auto-placed">{w.around(4)}</div>{w.paragraphs(2)}</article>{w.footer()}</body>"""


@page
def audio_player(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article><div class="audio-player"><button>{w.around(2)}</button><span>
    {w.around(4)}</span></div>{w.paragraphs()}</article>{w.footer()}</body>"""


@page
def correction(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article>{w.paragraphs()}<p class="correction"><em>{w.main(20)}</em></p>
    </article>{w.footer()}</body>"""


@page
def key_points(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article><ul class="key-points"><li>{w.main(10)}</li><li>{w.main(10)}</li>
    </ul>{w.paragraphs()}</article>{w.footer()}</body>"""


@page
def most_read_beside(w: Writer) -> str:
    return f"""<body>{w.navigation()}<div role="main">{w.paragraphs()}</div><div role="complementary">{w.links()}
    </div><div role="contentinfo">{w.around(12)}</div></body>"""


@page
def skip_links(w: Writer) -> str:
    return f"""<body><a class="skip-link screen-reader-text" href="#main">{w.around(4)}</a><a class="skip-link"
    href="#main">{w.around(4)}</a>{w.navigation()}<main id="main">{w.paragraphs()}</main>{w.footer()}</body>"""


@page
def languages_and_search(w: Writer) -> str:
    return f"""<body><form><select><option>{w.around(2)}</option></select><input></form><search>{w.around(4)}
    </search><div role="search">{w.around(4)}</div><article>{w.paragraphs()}</article>{w.footer()}</body>"""


@page
def mail_of_nested_tables(w: Writer) -> str:
    cells = "".join(
        f"<table><tr><td><table><tr><td>{w.main(40)}</td></tr></table></td></tr></table>"
        for _ in range(5)
    )
    return f"<body><center><table><tr><td>{cells}</td></tr></table></center></body>"


@page
def lines_without_paragraphs(w: Writer) -> str:
    lines = "<br><br>".join(w.main(40) for _ in range(6))
    return f"<body>{w.navigation()}<div id='story'>{lines}</div>{w.footer()}</body>"


@page
def sidebar_within_main(w: Writer) -> str:
    return f"""<body>{w.navigation()}<main><div class="col-8">{w.paragraphs()}</div><div class="col-4 sidebar">
    {w.links()}</div></main>{w.footer()}</body>"""


@page
def second_article_below(w: Writer) -> str:
    """Pages that go on for ever: both are articles."""
    return f"""<body>{w.navigation()}<main><article>{w.paragraphs()}</article><article>{w.paragraphs()}</article>
    </main>{w.footer()}</body>"""


@page
def explainer_in_sections(w: Writer) -> str:
    parts = "".join(f"<section><h2>{w.main(4)}</h2>{w.paragraphs(2)}</section>" for _ in range(4))
    return f"<body>{w.navigation()}<main>{parts}</main>{w.footer()}</body>"


@page
def timeline(w: Writer) -> str:
    items = "".join(f"<li><time>{w.main(2)}</time><p>{w.main(20)}</p></li>" for _ in range(6))
    return f"<body>{w.navigation()}<main><h1>{w.main(5)}</h1><ol>{items}</ol></main>{w.footer()}</body>"


@page
def quoted_letter(w: Writer) -> str:
    quoted = "".join(f"<p>{w.main()}</p>" for _ in range(3))
    return f"""<body>{w.navigation()}<article>{w.paragraphs(3)}<blockquote>{quoted}<footer>— {w.main(3)}</footer>
    </blockquote></article>{w.footer()}</body>"""


@page
def old_fonts_and_capitals(w: Writer) -> str:
    return f"""<BODY BGCOLOR=white><CENTER><FONT SIZE=5>{w.main(8)}</FONT></CENTER><P>{w.main()}<P>{w.main()}
    <P>{w.main(60)}<P>{w.main(60)}<HR><FONT SIZE=1>{w.around(6)}</FONT></BODY>"""


@page
def unclosed_elements(w: Writer) -> str:
    return f"""<body>{w.navigation()}<article><p>{w.main()}<p>{w.main()}<ul><li>{w.main()}<li>{w.main()}</ul>
    <div><p>{w.main(60)}</article>{w.footer()}"""


@page
def article_in_widgets(w: Writer) -> str:
    """A page builder's: each paragraph is a widget."""
    parts = "".join(f'<div class="widget text"><p>{w.main()}</p></div>' for _ in range(10))
    return f"""<body><div class="menu">{w.links(1)}</div>{parts}</body>"""


@page
def short_article_and_long_menus(w: Writer) -> str:
    return f"""<body><div id="header">{w.links()}</div><div class="story">{w.paragraphs(2)}</div>
    <div class="sidebar">{w.links(20)}</div><div id="footer">{w.links(9)}</div></body>"""


@page
def article_in_the_page_header(w: Writer) -> str:
    return f"""<body><div class="page-header"><h1>{w.main(8)}</h1>{w.paragraphs()}</div><div class="footer">
    {w.around(12)}</div></body>"""


@page
def single_page_application(w: Writer) -> str:
    return f"""<body><div id="__next"><div class="Header_nav__x1"><nav>{w.links()}</nav></div><main class="css-1"><div
    data-testid="article-body">{w.paragraphs()}</div></main></div><script>{w.around(60)}</script></body>"""


@page
def boxes_named_in_several_words(w: Writer) -> str:
    """BEM: a part's place and form in its class."""
    return f"""<body><main><h1>{w.main(8)}</h1><div class="article__share-bar">{w.links(2)}</div>{w.paragraphs(3)}
    <div class="c-related-list"><h3>{w.around(3)}</h3>{w.links(3)}</div>{w.paragraphs(3)}<section
    class="article-newsletter-signup"><p>{w.around(12)}</p></section></main></body>"""


@page
def css_modules(w: Writer) -> str:
    """Classes with a hash, made by a bundler."""
    return f"""<body><div class="Layout_root__1aB2c"><article class="Article_body__9xYz1">{w.paragraphs(3)}<div
    class="ShareButtons_root__3fGh0">{w.links(2)}</div>{w.paragraphs(3)}<div class="RelatedStories_list__7kQ2a">
    {w.links(4)}</div></article></div></body>"""


@page
def components_by_data(w: Writer) -> str:
    return f"""<body><main>{w.paragraphs(3)}<div data-component="newsletter-signup"><p>{w.around(14)}</p></div>
    {w.paragraphs(3)}<div data-testid="related-articles">{w.links(3)}</div></main></body>"""


@page
def lines_that_point_elsewhere(w: Writer) -> str:
    """A label and a link as a paragraph, without any class."""
    return f"""<body><article>{w.paragraphs(2)}<p><strong>READ MORE: <a href="/a">{w.around(9)}</a></strong></p>
    {w.paragraphs(2)}<p>Related: <a href="/b">{w.around(9)}</a></p>{w.paragraphs(2)}<p><em>This article first
    appeared on <a href="/c">{w.around(3)}</a>.</em></p></article></body>"""


@page
def pictures_without_figures(w: Writer) -> str:
    """Captions and credits that only a class tells of."""
    return f"""<body><article><div class="image"><img alt=""><div class="image-caption">{w.around(12)}</div><div
    class="photo-credit">{w.around(3)}</div></div>{w.paragraphs(5)}</article></body>"""


@page
def standfirst_by_class(w: Writer) -> str:
    return f"""<body><div class="story"><header class="article-header"><h1>{w.around(8)}</h1><div
    class="article__standfirst">{w.main()}</div><div class="article__byline">{w.around(3)}</div></header>
    {w.paragraphs()}</div></body>"""


@page
def speakers_beside_quotations(w: Writer) -> str:
    """After the quotation, in a cite, a footer and a line of its own."""
    return f"""<body><article>{w.paragraphs(2)}<blockquote><p>{w.main()}</p></blockquote><cite>{w.main(2)}</cite>
    {w.paragraphs(1)}<blockquote><p>{w.main()}</p></blockquote><footer>— {w.main(2)}</footer>{w.paragraphs(1)}
    <blockquote>{w.main()}</blockquote><p>— {w.main(2)[:-1]}</p>{w.paragraphs(1)}</article></body>"""


@page
def notes_of_a_newsletter(w: Writer) -> str:
    """Marks that are links to notes, and notes with a number of their own."""
    mark = '<a class="footnote-anchor" href="#footnote-1" id="footnote-anchor-1">9</a>'
    note = '<a class="footnote-number" href="#footnote-anchor-1" id="footnote-1">9</a>'
    return f"""<body><article>{w.paragraphs(2)}<p>{w.main()}{mark} {w.main()}</p>{w.paragraphs(2)}<div class="footnote">
    {note}<div class="footnote-content"><p>{w.main(9)}</p></div></div></article></body>"""


@page
def lines_in_a_form(w: Writer) -> str:
    """A page in one form, its paragraphs parted by line breaks."""
    lines = "<br><br>".join(w.main() for _ in range(8))
    return f"""<body><form id="form1" method="post"><div class="menu">{w.links(1)}</div><div>{lines}</div></form></body>"""


@page
def slides_of_a_gallery(w: Writer) -> str:
    """Each slide has a text, and a caption that only a class tells of."""
    slides = "".join(
        f"<li><img alt=''><p>{w.main()}</p><p class='gallery-caption'>{w.around(4)}</p></li>"
        for _ in range(8)
    )
    return f"<body><nav>{w.links()}</nav><main><ol>{slides}</ol></main>{w.footer()}</body>"


def table() -> Iterator[str]:
    """Yield the lines of a table: what each page loses and gains, in percent."""
    yield f"{'page':<42} {'lost':>6} {'gained':>6}"
    for name, template in PAGES.items():
        found = measure(template)
        over = "  <" if max(found) > MOST else ""
        yield f"{name:<42} {100 * found.lost:>5.1f}% {100 * found.gained:>5.1f}%{over}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in table())
