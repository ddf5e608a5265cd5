// Request bodies in all their forms.
import { Hono } from "hono";

const bodies = new Hono();

bodies.post("/text", async (c) => c.text((await c.req.text()).toUpperCase()));
bodies.post("/json", async (c) => c.json({ got: await c.req.json() }));
bodies.post("/form", async (c) => c.json(await c.req.parseBody({ all: true })));
bodies.post("/upload", async (c) => {
  const { file } = await c.req.parseBody();
  return c.json({ name: file.name, type: file.type, size: file.size, text: await file.text() });
});
bodies.post("/bytes", async (c) => c.body(new Uint8Array(await c.req.arrayBuffer()).reverse()));
bodies.post("/blob", async (c) => c.json({ size: (await c.req.blob()).size }));
bodies.post("/stream", (c) => c.body(c.req.raw.body, 200, { "Content-Type": "application/octet-stream" }));
bodies.post("/twice", async (c) => c.text(`${await c.req.text()}${await c.req.text()}`));

export default bodies;
