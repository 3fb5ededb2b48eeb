"""Requests recorded on their way to a server, and sent again all at once: the least time those calls can take."""

import asyncio
import time


async def whole(reader):
    """One request as it came: its head and its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + await reader.readexactly(length)


class Recorder:
    """Passes requests on to a port of loopback, and keeps them while `on`."""

    def __init__(self, target):
        self.target = target
        self.on = False
        self.kept = []

    async def start(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def serve(self, reader, writer):
        try:
            while True:
                request = await whole(reader)
                if self.on:
                    self.kept.append(request)
                writer.write(await answer(self.target, request))
                await writer.drain()
                # moto closes after each answer too.
                break
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


async def answer(port, request):
    """Sends one request and reads its answer to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    writer.write(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
    await writer.drain()
    received = await reader.read()
    writer.close()
    return received


async def at_once(port, requests, most=256):
    """How long it takes to have all of them answered when they are sent at once, at most so many at a time, in seconds."""
    room = asyncio.Semaphore(most)

    async def one(request):
        async with room:
            await answer(port, request)

    started = time.perf_counter()
    await asyncio.gather(*(one(request) for request in requests))
    return time.perf_counter() - started


async def recorded(target, command, env, before=None):
    """What a command asks on its way to a port of loopback, after another was run that is not recorded; and the URL it was given.

    Both commands are functions of that URL."""
    recorder = await Recorder(target).start()
    url = f"http://127.0.0.1:{recorder.port}"
    for words in filter(None, (before, command)):
        recorder.on = words is command
        child = await asyncio.create_subprocess_exec(*map(str, words(url)), env=env)
        if await child.wait() != 0:
            raise SystemExit("a command that was to be recorded failed")
    return url, recorder.kept
