"""A sink that consents, and prints each verified delivery as a line: verify.py PORT, the secret in SILKGAUGE_SECRET"""

import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

LARGEST = 64 * 1024


class Sink(BaseHTTPRequestHandler):
    def do_OPTIONS(self) -> None:
        self.send_response(200)
        self.send_header("WebHook-Allowed-Origin", self.headers["WebHook-Request-Origin"] or "")
        self.send_header("WebHook-Allowed-Rate", "*")
        self.end_headers()

    def do_POST(self) -> None:
        try:
            size = int(self.headers["content-length"] or 0)
            body = self.rfile.read(size) if 0 <= size <= LARGEST else b""
            Webhook(os.environ["SILKGAUGE_SECRET"]).verify(body, dict(self.headers.items()))
            print(body.decode(), flush=True)
            self.send_response(204)
        except (WebhookVerificationError, ValueError):
            self.send_response(400)
        self.end_headers()

    def log_message(self, *_) -> None:
        """Keeps the output to deliveries."""


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Sink).serve_forever()
