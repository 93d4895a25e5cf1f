"""Bodies as uvicorn brings them: streamed to the view that asks for it, bounded for all, never on the disk."""

import http.client
import socket
import threading

import pytest
import uvicorn
from django.templatetags.static import static
from tests.web import serving_urls

from banenafspraak.web.serving import application_for, view_name

MOST = 8 * serving_urls.MEGABYTE
STREAMED = {"licence": MOST, "glossary": MOST}
PART = b"x" * 65_536


@pytest.fixture
def server(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    settings.ROOT_URLCONF = "tests.web.serving_urls"
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application_for(STREAMED), lifespan="off", log_level="critical", access_log=False)
    served = uvicorn.Server(config)
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()
    served.should_exit = True
    thread.join(10)
    listening.close()
    assert not thread.is_alive()


@pytest.fixture(autouse=True)
def fresh():
    serving_urls.began.clear()
    serving_urls.ended.clear()
    serving_urls.told.clear()


def ask(server, method, path, *, body=None, headers=None):
    connection = http.client.HTTPConnection(*server, timeout=20)
    connection.request(method, path, body, headers or {}, encode_chunked="Transfer-Encoding" in (headers or {}))
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def begin(server, path, **headers):
    """A request of which only the head was sent."""
    connection = http.client.HTTPConnection(*server, timeout=20)
    connection.putrequest("POST", path)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection


def test_a_view_reads_a_body_while_it_comes_in(server):
    connection = begin(server, "/licentie/", Content_Length=str(2 * len(PART)))
    connection.send(PART)
    assert serving_urls.began.wait(10)
    assert not serving_urls.ended.is_set()
    connection.send(PART)
    assert connection.getresponse().read() == f"{2 * len(PART)} 0".encode()
    connection.close()


def test_a_body_as_large_as_it_may_be_passes_without_a_file(server):
    _, text = ask(server, "POST", "/licentie/", body=b"x" * MOST)
    assert text == f"{MOST} 0"


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(server):
    connection = begin(server, "/licentie/", Content_Length=str(MOST + 1))
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Connection"]) == (413, "close")
    assert "Dit is te groot om te sturen" in answer.read().decode()
    assert not serving_urls.ended.is_set()
    connection.close()


def test_a_body_that_turns_out_too_large_is_cut_short(server):
    connection = begin(server, "/licentie/", Transfer_Encoding="chunked")
    chunk = b"%x\r\n%s\r\n" % (len(PART), PART)
    for _ in range(MOST // len(PART) + 1):
        connection.send(chunk)
    assert connection.getresponse().status == 413
    assert serving_urls.told == ["CutShortError"]
    connection.close()


def test_a_sender_who_leaves_ends_the_view_and_nothing_else(server):
    connection = begin(server, "/licentie/", Content_Length=str(MOST))
    connection.send(PART)
    assert serving_urls.began.wait(10)
    connection.close()
    assert serving_urls.ended.wait(10)
    assert serving_urls.told == ["CutShortError"]
    assert ask(server, "GET", "/begrippen/")[1] == "klaar"


def test_a_small_request_is_answered_by_a_thread_that_stays(server):
    assert {ask(server, "GET", "/privacy/")[1] for _ in range(3)} == {"request_0"}


def test_streams_hold_no_thread_that_others_need(settings, server):
    several = [begin(server, "/licentie/", Content_Length=str(len(PART))) for _ in range(settings.REQUEST_THREADS + 1)]
    assert ask(server, "GET", "/begrippen/")[1] == "klaar"
    for connection in several:
        connection.send(PART)
        assert connection.getresponse().status == 200
        connection.close()


def test_a_view_need_not_read_its_body(server):
    assert ask(server, "POST", "/begrippen/", body=b"x" * 1000)[1] == "klaar"


def test_a_plain_form_is_taken_in_whole(server):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ask(server, "POST", "/over/", body="naam=Jan", headers=headers)[1] == "Jan0"


def test_a_small_file_stays_in_memory(server, tmp_path):
    body = (
        b'--a\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n' + b"x" * 500_000 + b"\r\n--a--\r\n"
    )
    answer, text = ask(server, "POST", "/over/", body=body, headers={"Content-Type": "multipart/form-data; boundary=a"})
    assert (answer.status, text) == (200, "1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("headers", [{}, {"Transfer-Encoding": "chunked"}])
def test_any_other_body_is_small(server, settings, headers):
    body = b"x" * (settings.SMALL_BODY + 1)
    answer, text = ask(server, "POST", "/over/", body=iter([body]) if headers else body, headers=headers)
    assert answer.status == 413
    assert "Dit is te groot om te sturen" in text
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "name"), [("/over/", "about"), ("/en/over/", "about"), ("/gezondheid", "health"), ("/en/niets/", "")]
)
def test_a_view_is_found_in_every_language(path, name):
    assert view_name({"path": path}) == name


def test_built_files_are_served_compressed_and_for_ever(server):
    answer, _ = ask(server, "HEAD", static("site.css"), headers={"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
