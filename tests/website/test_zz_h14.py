"""axe, ids, links, weight and pictures of /metoder/ in both languages."""
import re
import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.website.reading import Html
from tests.website.conftest import *  # noqa
from tests.conftest import *  # noqa
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
import sys

def test_it(chromium, live, ask):
    got = {a: ask(a) for a in ("/metoder/", "/en/metoder/", "/teckenforklaring/")}
    ind=[one["address"] for one in ask.every("indicators")]
    page=ask(ind[0]).html
    print([l for l in page.links if "metoder" in l])
    for address in got:
        a = got[address]; assert a.status == 200
        h = a.html
        print(address, len(a.body), len(h.headings), h.title)
        ids=h.ids; assert len(ids)==len(set(ids))
        assert not re.search(r"\bNone\b|\bnan\b|undefined", h.text.replace("None of","")), re.findall(r".{30}(?:None|nan).{30}", h.text)
        levels=[l for l,_ in h.headings]; assert levels.count(1)==1
        for link in h.links:
            if link.startswith("#"): assert link[1:] in ids, link
            if "metoder/#" in link: print(link); assert link.split("#")[1] in got[link.split("#")[0]].html.ids
        for size in ({"width":1280,"height":900},{"width":360,"height":740}):
            for opened in (True,):
                c = chromium.new_context(base_url=live.address, viewport=size, bypass_csp=True)
                p = c.new_page(); p.goto(address)
                if opened: p.evaluate("document.querySelectorAll('details').forEach(d=>d.open=true)")
                r = Axe().run(p, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
                print(address, size, opened, [(v["id"], len(v["nodes"]), v["nodes"][0]["html"][:150]) for v in r])
                print("overflow", p.evaluate("document.documentElement.scrollWidth"), p.evaluate("document.documentElement.scrollHeight"))
                p.screenshot(path=f"/tmp/h14/{address.strip('/').replace('/','-')}-{size['width']}-{opened}.png", full_page=False)
                if address=="/metoder/" :
                    p.locator("#theil-sen").scroll_into_view_if_needed(); p.evaluate("document.getElementById('theil-sen').scrollIntoView()")
                    p.screenshot(path=f"/tmp/h14/ts-{size['width']}-{opened}.png")
                c.close()
