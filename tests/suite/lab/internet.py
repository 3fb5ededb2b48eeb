"""The Internet's servers: every name answers HTTP and HTTPS with the caller's address, as checkip.amazonaws.com does."""

import http.server
import ssl
import sys
import threading


class CallersAddress(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = (self.client_address[0] + "\n").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    # Whoever connects and says nothing, as a probe does, is forgotten.
    timeout = 10

    def handle_error(self, *_):
        pass


certificate, key = sys.argv[1:]
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(certificate, key)

plain = Server(("0.0.0.0", 80), CallersAddress)
secure = Server(("0.0.0.0", 443), CallersAddress)
# The handshake is each connection's own affair: it must not hold up the next one.
secure.socket = tls.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=plain.serve_forever, daemon=True).start()
print("ready", flush=True)
secure.serve_forever()
