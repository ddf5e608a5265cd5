// Streaming helpers: they write into a TransformStream that is the response's body.
import { Hono } from "hono";
import { stream, streamSSE, streamText } from "hono/streaming";

const streams = new Hono();

streams.get("/bytes", (c) =>
  stream(c, async (out) => {
    await out.write(new Uint8Array([72, 105]));
    await out.write("!\n");
  }),
);
streams.get("/text", (c) =>
  streamText(c, async (out) => {
    for (let i = 1; i <= 3; i++) {
      await out.writeln(`line ${i}`);
      await out.sleep(5);
    }
  }),
);
streams.get("/events", (c) =>
  streamSSE(c, async (out) => {
    for (let i = 1; i <= 2; i++) await out.writeSSE({ event: "tick", id: String(i), data: `number ${i}` });
  }),
);
streams.get("/pipe", (c) => stream(c, (out) => out.pipe(new Response("piped").body)));

export default streams;
