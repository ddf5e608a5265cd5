// One Hono application with a bit of everything. It knows nothing of Workerlet: the same file runs wherever Hono runs.
import { Hono } from "hono";
import { basicAuth } from "hono/basic-auth";
import { bodyLimit } from "hono/body-limit";
import { contextStorage } from "hono/context-storage";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { cors } from "hono/cors";
import { csrf } from "hono/csrf";
import { etag } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { logger } from "hono/logger";
import { methodOverride } from "hono/method-override";
import { prettyJSON } from "hono/pretty-json";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { timing } from "hono/timing";
import { validator } from "hono/validator";
import books from "./books.js";
import bodies from "./bodies.js";
import context from "./context.js";
import pages from "./pages.jsx";
import platform from "./platform.js";
import streams from "./streams.js";
import { fingerprint } from "./fingerprint.js";

const app = new Hono({ strict: false }).basePath("/hono");

app.use(logger());
app.use(requestId());
app.use(timing());
app.use(contextStorage());
app.use(async (c, next) => {
  const start = performance.now();
  await next();
  c.header("X-Response-Time", `${(performance.now() - start).toFixed(3)}ms`);
});

// Routing: parameters, wildcards, patterns, optional parameters, methods
app.get("/", (c) => c.text("Hono"));
app.get("/hello/:name", (c) => c.text(`Hello ${c.req.param("name")}!`));
app.get("/users/:id{[0-9]+}/posts/:post?", (c) => c.json(c.req.param()));
app.get("/files/*", (c) => c.text(c.req.path));
app.on(["PUT", "DELETE"], "/method", (c) => c.text(c.req.method));
app.all("/any", (c) => c.text(`any ${c.req.method}`));
app.get("/go", (c) => c.redirect("/hono/hello/there", 302));
app.use("/override", methodOverride({ app }));
app.delete("/override", (c) => c.text("deleted"));
app.get("/first", async (c, next) => {
  c.set("first", "one");
  await next();
});
app.get("/first", (c) => c.text(`${c.get("first")}, two`));

// Queries and headers
app.get("/search", (c) => c.json({ q: c.req.query("q"), tags: c.req.queries("tag") ?? [], all: c.req.query() }));
app.get("/headers", (c) => {
  c.header("X-Answer", "42");
  c.header("X-Many", "a", { append: true });
  c.header("X-Many", "b", { append: true });
  return c.json({ agent: c.req.header("user-agent"), custom: c.req.header("X-Custom") ?? null });
});

// Ready-made middleware
app.use("/cors/*", cors({ origin: "https://example.org", allowMethods: ["GET", "PUT"], credentials: true, maxAge: 60 }));
app.get("/cors/data", (c) => c.json({ cors: true }));
app.use("/secure/*", secureHeaders());
app.get("/secure/page", (c) => c.text("secure"));
app.use("/etag/*", etag({ generateDigest: fingerprint }));
app.get("/etag/page", (c) => c.text("the same each time"));
app.use("/pretty/*", prettyJSON());
app.get("/pretty/data", (c) => c.json({ a: 1 }));
app.use("/csrf/*", csrf());
app.post("/csrf/form", (c) => c.text("accepted"));
app.use("/limited/*", bodyLimit({ maxSize: 16, onError: (c) => c.text("too large", 413) }));
app.post("/limited/text", async (c) => c.text(await c.req.text()));
app.use("/private/*", basicAuth({ verifyUser: (user, password) => user === "ada" && password === "lovelace" }));
app.get("/private/page", (c) => c.text("for Ada"));
app.post(
  "/validated",
  validator("json", (value, c) => (typeof value.title === "string" ? value : c.json({ error: "no title" }, 422))),
  (c) => c.json({ title: c.req.valid("json").title }, 201),
);

// Cookies
app.get("/cookies", (c) => c.json(getCookie(c)));
app.get("/cookies/set", (c) => {
  setCookie(c, "theme", "dark & blue", { path: "/", httpOnly: true, sameSite: "Lax", maxAge: 3600 });
  setCookie(c, "visit", "1", { secure: true, expires: new Date(0) });
  return c.text("set");
});
app.get("/cookies/delete", (c) => c.text(`deleted ${deleteCookie(c, "theme", { path: "/" })}`));

// Failures
app.get("/fail/http", () => {
  throw new HTTPException(418, { message: "short and stout" });
});
app.get("/fail/response", () => {
  throw new HTTPException(402, { res: new Response("pay first", { status: 402, headers: { "X-Price": "1" } }) });
});
app.get("/fail/error", () => {
  throw new TypeError("broken");
});
app.get("/fail/later", async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  throw new RangeError("broken later");
});

// Sub-applications
app.route("/books", books);
app.route("/bodies", bodies);
app.route("/context", context);
app.route("/pages", pages);
app.route("/platform", platform);
app.route("/streams", streams);

app.notFound((c) => c.json({ error: "not found", path: c.req.path }, 404));
app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  return c.json({ error: error.name, message: error.message }, 500);
});

export default app;
