"""Mail that came back, as servers write it. All of it is invented: names, hosts and addresses."""

MARK = "0123456789abcdef0123456789abcdef"
LETTER = f"Message-ID: <{MARK}@banen.example>\nFrom: post@banen.example\nTo: kim@werk.example\nSubject: Uw afspraak\n"


def report(status="5.1.1", action="failed", reply="550 5.1.1 No such mailbox here", **given):
    """A report with three parts: words, fields, and what was sent."""
    parts = {
        "to": "post@banen.example",
        "returned": "message/rfc822",
        "letter": f"{LETTER}\nBeste Kim,\n",
        "kind": "message/delivery-status",
        "fields": f"Final-Recipient: rfc822; kim@werk.example\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {reply}\n",
        **given,
    }
    return (
        "From: MAILER-DAEMON@relay.example\n"
        f"To: {parts['to']}\n"
        "Subject: Undelivered mail\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grens"\n\n'
        "--grens\nContent-Type: text/plain\n\nThis is the mail system at relay.example.\n\n"
        f"--grens\nContent-Type: {parts['kind']}\n\nReporting-MTA: dns; relay.example\n\n{parts['fields']}\n"
        f"--grens\nContent-Type: {parts['returned']}\n\n{parts['letter']}\n--grens--\n"
    ).encode()


FULL = report("5.2.2", reply="552 5.2.2 Mailbox is full")
TOO_LONG = report("4.4.7", reply="421 4.4.7 Gave up after five days")
LATE = report("4.4.1", "delayed", "451 4.4.1 No answer from host")
HEADERS_ONLY = report(returned="text/rfc822-headers", letter=LETTER)
BY_ADDRESS = report(to=f"bounces+{MARK}@banen.example", returned="text/plain", letter="left out")
NO_STATUS = report(fields="Final-Recipient: rfc822; kim@werk.example\nAction: failed\nDiagnostic-Code: smtp; 554 No\n")
NO_REASON = report(fields="Final-Recipient: rfc822; kim@werk.example\nAction: failed\n")
WORLDWIDE = report(kind="message/global-delivery-status", returned="message/global-headers", letter=LETTER)
DELIVERED = report("2.0.0", "delivered", "250 2.0.0 Ok")
OUT_OF_OFFICE = b"From: kim@werk.example\nTo: post@banen.example\nSubject: Afwezig\n\nIk ben er maandag weer.\n"
DEEP = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (at, at) for at in range(3000))
BROKEN = [
    b"",
    b"\x00" * 2000,
    b"\xff\xfe" * 2000,
    OUT_OF_OFFICE,
    report().replace(b"message/delivery-status", b"text/plain"),
    report()[:300],
    report(fields=""),
    DEEP,
    b'Content-Type: message/delivery-status; charset="nergens"\nContent-Transfer-Encoding: base64\n\n%%%%',
]
