// What a handler gets beside the request: env, the execution context, AsyncLocalStorage behind getContext().
import { Hono } from "hono";
import { getContext } from "hono/context-storage";
import { env, getRuntimeKey } from "hono/adapter";

const context = new Hono();
let background = "nothing yet";

context.get("/env", (c) => c.json({ env: typeof c.env, runtime: getRuntimeKey(), values: env(c) ?? {} }));
context.get("/later", (c) => {
  c.executionCtx.waitUntil(
    new Promise((resolve) => setTimeout(resolve, 20)).then(() => {
      background = "done";
    }),
  );
  return c.text("answered");
});
context.get("/later/result", (c) => c.text(background));
context.use("/storage", async (c, next) => {
  c.set("who", c.req.query("who"));
  await next();
});
context.get("/storage", async (c) => {
  await new Promise((resolve) => setTimeout(resolve, Number(c.req.query("wait") ?? 1)));
  return c.text(String(getContext().get("who")));
});

export default context;
