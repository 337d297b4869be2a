"""A small Kolada on loopback: API v3's addresses, pages and limits, and the faults that a test asks for.

with Kolada() as kolada:
    kolada.figure("N00945", "0680", 2023, T=12.5, K=12.1)
    kolada.fault("/data/", broken())          # the next request for figures is answered 500
    requests.get(kolada.url + "/kpi")
    kolada.asked                              # ["/v3/kpi"]
"""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

LONGEST_LIST = 25
LONGEST_URL = 2000

Fault = Callable[["_Handler", dict], None]


class Kolada:
    """What it holds can be changed between requests. ``asked`` is every request's path and query, in order."""

    def __init__(self, page_size: int = 5000, last_next_url: str | None = None):
        self.page_size = page_size
        self.last_next_url = last_next_url
        self.kpis: list[dict] = []
        self.municipalities: list[dict] = []
        self.groups: list[dict] = []
        self.kpi_groups: list[dict] = []
        self.figures: dict[tuple[str, str, int], list[dict]] = {}
        self.changed: dict[tuple[str, str, int], str] = {}
        self.asked: list[str] = []
        self.closing = threading.Event()
        self._faults: list[tuple[str, Fault]] = []

    def kpi(self, id: str, title: str = "Nyckeltal, andel (%)", **more) -> None:
        self.kpis.append({"id": id, "title": title, "description": f"Om {id}", "auspice": "T", **more})

    def municipality(self, id: str, title: str, type: str = "K") -> None:
        self.municipalities.append({"id": id, "title": title, "type": type})

    def group(self, id: str, title: str, *members: str) -> None:
        named = [{"member_id": member, "member_title": f"Kommun {member}"} for member in members]
        self.groups.append({"id": id, "title": title, "members": named})

    def kpi_group(self, id: str, title: str, **members: str) -> None:
        rows = [{"member_id": kpi, "member_title": name} for kpi, name in members.items()]
        self.kpi_groups.append({"id": id, "title": title, "members": rows})

    def figure(
        self, kpi: str, area: str, year: int, changed: str = "2020-01-01", count: int = 1, **by_gender
    ) -> None:
        """One row. The genders come in the order given: ``K=…, M=…, T=…`` puts the total last."""
        points = [point(gender, value, count=count) for gender, value in by_gender.items()]
        self.row(kpi, area, year, *points, changed=changed)

    def row(self, kpi: str, area: str, year: int, *points: dict, changed: str = "2020-01-01") -> None:
        self.figures[kpi, area, year] = list(points)
        self.changed[kpi, area, year] = changed

    def held(self, asked: dict[str, list[str]], since: str) -> list[dict]:
        """The rows of figures that an address asks for; ``bench.kolada_catalogue`` works them out instead."""
        return [
            {"kpi": kpi, "municipality": area, "period": year, "values": points}
            for (kpi, area, year), points in self.figures.items()
            if kpi in asked.get("kpi", [kpi])
            # Without areas Kolada gives municipalities and regions, not groups.
            and area in asked.get("municipality", [] if area.startswith("G") else [area])
            and str(year) in asked.get("year", [str(year)])
            and self.changed[kpi, area, year] >= since
        ]

    def fault(self, where: str, *faults: Fault) -> None:
        """Answer the next requests whose address holds ``where`` with these, one each."""
        self._faults += [(where, fault) for fault in faults]

    def next_fault(self, address: str) -> Fault | None:
        for place, (where, fault) in enumerate(self._faults):
            if where in address:
                del self._faults[place]
                return fault
        return None

    def __enter__(self) -> "Kolada":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.kolada = self
        self.url = f"http://127.0.0.1:{self._server.server_port}/v3"
        # Looks for the end often, or every test would wait half a second for it.
        threading.Thread(target=self._server.serve_forever, args=[0.005], daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


def point(
    gender: str, value: float | None, status: str = "", isdeleted: bool = False, count: int = 1
) -> dict:
    return {"gender": gender, "count": count, "status": status, "value": value, "isdeleted": isdeleted}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        kolada = self.server.kolada
        kolada.asked.append(self.path)
        status, page = _answer(kolada, self.path)
        fault = kolada.next_fault(self.path)
        if fault:
            fault(self, page)
        else:
            self.reply(status, json.dumps(page, ensure_ascii=False).encode())

    def reply(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


def _answer(kolada: Kolada, address: str) -> tuple[int, dict]:
    parts = urlsplit(address)
    names = parts.path.removeprefix("/v3").strip("/").split("/")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if len(address) > LONGEST_URL or any(len(name.split(",")) > LONGEST_LIST for name in names):
        return 400, {
            "detail": f"At most {LONGEST_LIST} ids in a list, {LONGEST_URL} characters in an address"
        }
    match names:
        case ["data", *pairs] if len(pairs) in (4, 6):
            asked = {pairs[n]: pairs[n + 1].split(",") for n in range(0, len(pairs), 2)}
            return 200, _page(kolada, address, query, kolada.held(asked, query.get("from_date", "")))
        case ["kpi" | "municipality" | "municipality_groups" | "kpi_groups" as kind, *ids] if len(ids) < 2:
            held = {
                "kpi": kolada.kpis,
                "municipality": kolada.municipalities,
                "kpi_groups": kolada.kpi_groups,
            }
            rows = held.get(kind, kolada.groups)
            wanted = ids[0].split(",") if ids else [row["id"] for row in rows]
            return 200, _page(kolada, address, query, [row for row in rows if row["id"] in wanted])
    return 404, {"detail": "Not Found"}


def _page(kolada: Kolada, address: str, query: dict[str, str], rows: list[dict]) -> dict:
    size = min(int(query.get("per_page", 5000)), kolada.page_size)
    number = int(query.get("page", 1))
    shown = rows[(number - 1) * size : number * size]
    more = number * size < len(rows)
    path = urlsplit(address).path.removeprefix("/v3")
    carried = "".join(f"&{name}={value}" for name, value in query.items() if name != "page")
    following = f"{kolada.url}{path}?page={number + 1}{carried}" if more else kolada.last_next_url
    return {"values": shown, "count": len(shown), "next_url": following}


# --- Faults -----------------------------------------------------------------------------------------------


def too_many(retry_after: str, **headers: str) -> Fault:
    return lambda handler, page: handler.reply(429, b"{}", Retry_After=retry_after, **headers)


def broken(status: int = 500) -> Fault:
    return lambda handler, page: handler.reply(status, b"Internal Server Error")


def hanging() -> Fault:
    """Says nothing until the test is over; the client has to lose patience."""
    return lambda handler, page: _leave(handler, handler.server.kolada.closing.wait(10))


def truncated() -> Fault:
    """Half a page, sent as if it were a whole one."""
    return lambda handler, page: handler.reply(200, _half(page))


def dropped() -> Fault:
    """The connection ends in the middle of a page."""

    def drop(handler: _Handler, page: dict) -> None:
        handler.reply(200, _half(page), length=2 * len(_half(page)))
        _leave(handler)

    return drop


def altered(change: Callable[[dict], object]) -> Fault:
    """The right page after ``change(page)`` has been at it."""

    def alter(handler: _Handler, page: dict) -> None:
        page = json.loads(json.dumps(page))
        change(page)
        handler.reply(200, json.dumps(page).encode())

    return alter


def redirected(to: str) -> Fault:
    return lambda handler, page: handler.reply(307, b"", Location=to)


def _half(page: dict) -> bytes:
    body = json.dumps(page).encode()
    return body[: len(body) // 2]


def _leave(handler: _Handler, _=None) -> None:
    handler.close_connection = True
