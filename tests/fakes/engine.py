"""An engine that is only a shell: it prints the ready line, leaves its note, and answers health and status.

Started as a program: `python engine.py --data-dir … [--port N]`. With `--mute` it never gets ready.
"""

import argparse
import json
import os
import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        data = {
            "version": "0.1.0",
            "server_id": "fake",
            "status": "ok",
            "name": "Fake",
            "pid": os.getpid(),
            "started_at": "2026-11-20T20:00:00Z",
            "data_dir": "/nowhere",
            "database_bytes": 0,
            "lan_url": None,
            "components": [],
        }
        body = json.dumps({"success": True, "data": data, "error": None, "meta": {}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mute", action="store_true")
    options = parser.parse_args()
    if options.mute:
        sys.stderr.write("I have no voice\n")
        sys.exit(1)
    server = HTTPServer(("127.0.0.1", options.port), Answers)
    url = f"http://127.0.0.1:{server.server_address[1]}"
    note = {"url": url, "pid": os.getpid(), "token": f"t{os.getpid()}", "version": "0.1.0"}
    (options.data_dir / "engine.json").write_text(json.dumps(note))
    sys.stdout.write(json.dumps({"event": "ready", "url": url, "pid": os.getpid()}) + "\n")
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))

    def end_with_parent() -> None:
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=end_with_parent, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
