// A to-do list in module state: it lives as long as this version of the worker stays warm in its isolate.
// For state that must last, ask a database.
const MOST_TODOS = 100;
const todos = new Map();
let lastId = 0;

function problem(status, message, headers = {}) {
  return Response.json({ error: message }, { status, headers });
}

async function readTodo(request) {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return problem(415, "Send application/json");
  }
  let todo;
  try {
    todo = await request.json();
  } catch {
    return problem(400, "The body is not JSON");
  }
  if (typeof todo?.title !== "string" || todo.title.trim() === "") {
    return problem(400, "A to-do has a title");
  }
  return { title: todo.title.trim(), done: todo.done === true };
}

async function create(request) {
  const todo = await readTodo(request);
  if (todo instanceof Response) {
    return todo;
  }
  if (todos.size >= MOST_TODOS) {
    return problem(409, `No more than ${MOST_TODOS} to-dos`);
  }
  const stored = { id: ++lastId, ...todo };
  todos.set(stored.id, stored);
  return Response.json(stored, { status: 201, headers: { location: `${new URL(request.url).pathname}/${stored.id}` } });
}

async function replace(request, id) {
  const todo = await readTodo(request);
  if (todo instanceof Response) {
    return todo;
  }
  const stored = { id, ...todo };
  todos.set(id, stored);
  return Response.json(stored);
}

function remove(id) {
  todos.delete(id);
  return new Response(null, { status: 204 });
}

function collection(request) {
  switch (request.method) {
    case "GET":
      return Response.json([...todos.values()]);
    case "POST":
      return create(request);
    default:
      return problem(405, `${request.method} is not for the list`, { allow: "GET, POST" });
  }
}

function item(request, id) {
  if (!todos.has(id)) {
    return problem(404, `No to-do ${id}`);
  }
  switch (request.method) {
    case "GET":
      return Response.json(todos.get(id));
    case "PUT":
      return replace(request, id);
    case "DELETE":
      return remove(id);
    default:
      return problem(405, `${request.method} is not for a to-do`, { allow: "GET, PUT, DELETE" });
  }
}

export default {
  async fetch(request) {
    const route = /\/api\/todos(?:\/(\d+))?$/.exec(new URL(request.url).pathname);
    if (!route) {
      return problem(404, "No such resource; try /api/todos");
    }
    return route[1] === undefined ? collection(request) : item(request, Number(route[1]));
  },
};
