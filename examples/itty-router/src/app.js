// A small JSON API with itty-router's AutoRouter: handlers return plain values, the router makes responses of them.
import { AutoRouter, cors, error, html, json, status, StatusError, text, withContent, withCookies } from "itty-router";

const { preflight } = cors({ origin: "https://example.org", allowMethods: "GET, POST" });
const todos = [{ id: 1, title: "water the plants" }];

const api = AutoRouter({ base: "/itty/api" });
api
  .get("/todos", () => todos)
  .get("/todos/:id", ({ params }) => todos.find((todo) => todo.id === Number(params.id)) ?? error(404, "no such todo"))
  .post("/todos", withContent, ({ content }) => {
    if (typeof content?.title !== "string") throw new StatusError(422, { error: "no title", got: content });
    const todo = { id: todos.length + 1, title: content.title };
    todos.push(todo);
    return json(todo, { status: 201 });
  });

const router = AutoRouter({
  base: "/itty",
  before: [preflight],
  finally: [(response) => response.headers.set("X-Router", "itty")],
});
router
  .get("/", () => text("itty"))
  .get("/hello/:name?", ({ params }) => `Hello ${params.name ?? "you"}!`)
  .get("/query", ({ query }) => query)
  .get("/path/:rest+", ({ params }) => params)
  .get("/image.:extension?", ({ params }) => params)
  .get("/page", () => html("<h1>Page</h1>"))
  .get("/cookies", withCookies, ({ cookies }) => cookies)
  .get("/empty", () => status(204))
  .get("/throws", () => {
    throw new Error("broken");
  })
  .get("/env", (request, env, ctx) => ({ env: typeof env, waitUntil: typeof ctx.waitUntil }))
  .all("/api/*", api.fetch);

export default router;
