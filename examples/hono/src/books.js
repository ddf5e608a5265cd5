// A JSON API as a sub-application with an error handler and a 404 of its own.
import { Hono } from "hono";

const shelf = new Map();
const books = new Hono();

books.get("/", (c) => c.json([...shelf.values()]));
books.post("/", async (c) => {
  const { title } = await c.req.json();
  const book = { id: crypto.randomUUID(), title };
  shelf.set(book.id, book);
  c.header("Location", `${c.req.path}/${book.id}`);
  return c.json(book, 201);
});
books.get("/:id", (c) => {
  const book = shelf.get(c.req.param("id"));
  return book === undefined ? c.notFound() : c.json(book);
});
books.put("/:id", async (c) => {
  const book = { id: c.req.param("id"), ...(await c.req.json()) };
  shelf.set(book.id, book);
  return c.json(book);
});
books.delete("/:id", (c) => {
  shelf.delete(c.req.param("id"));
  return c.body(null, 204);
});
books.onError((error, c) => c.json({ books: error.message }, 400));

export default books;
