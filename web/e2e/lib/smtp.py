"""A mail server for the journeys: it takes mails, or refuses them as it is told.

It is started with one argument, JSON: {"port": 0, "login": ["user", "password"] or null,
"security": "none", "starttls" or "tls", "cert": path, "key": path}. On standard output it says one
JSON object a line: {"port": 2525} once it listens, then a mail for each that it has taken. On
standard input it hears {"refuse": {"RCPT": "550 no"}}; {"refuse": {}} takes everything again.
"""

import asyncio
import json
import ssl
import sys
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult


def say(value):
    print(json.dumps(value), flush=True)


class Handler:
    """Takes every mail, unless a step is to be refused."""

    def __init__(self):
        self.refuse = {}

    async def handle_MAIL(self, server, session, envelope, address, options):
        if "MAIL" in self.refuse:
            return self.refuse["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "RCPT" in self.refuse:
            return self.refuse["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if "DATA" in self.refuse:
            return self.refuse["DATA"]
        mail = message_from_bytes(envelope.content, policy=policy.default)

        def part(kind):
            body = mail.get_body(preferencelist=(kind,))
            return body.get_content() if body else ""

        say({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "subject": mail["subject"],
            "sender": mail["from"],
            "id": mail["message-id"],
            "headers": mail.keys(),
            "plain": part("plain"),
            "html": part("html"),
            "secured": session.ssl is not None,
        })
        return "250 taken"


def authenticator(login):
    def check(server, session, envelope, mechanism, data):
        given = [data.login.decode(), data.password.decode()]
        return AuthResult(success=given == login, handled=False)
    return check


async def main(asked):
    handler = Handler()
    loop = asyncio.get_running_loop()
    secured = None
    if asked["security"] != "none":
        secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secured.load_cert_chain(asked["cert"], asked["key"])
    login = asked.get("login")

    def serve():
        return SMTP(
            handler,
            hostname="post.example",
            loop=loop,
            tls_context=secured if asked["security"] == "starttls" else None,
            require_starttls=asked["security"] == "starttls",
            auth_required=login is not None,
            auth_require_tls=False,
            authenticator=authenticator(login) if login else None,
        )

    at_once = secured if asked["security"] == "tls" else None
    listening = await loop.create_server(serve, "127.0.0.1", asked["port"], ssl=at_once)
    say({"port": listening.sockets[0].getsockname()[1]})
    # A thread that reads: whoever started us ends us by closing the other end.
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        handler.refuse = json.loads(line)["refuse"]
        say({"refuse": handler.refuse})


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
