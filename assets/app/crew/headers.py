"""The headers that say what pages of this site may do in a browser."""

from flask import Flask, Response, request

HEADERS = {
    # Everything comes from here, and there are no scripts at all.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def register(app: Flask) -> None:
    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(HEADERS)
        # Pages are somebody's own; a browser keeps only what is the same for everyone.
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("Accept-Language")
        return response
