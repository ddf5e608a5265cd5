const SAMPLES = [
  ["hello", "hello.js", "Ten lines that say hello"],
  ["hello?name=Jakarta", "hello.js", "The same with a query parameter"],
  ["api/todos", "todos.js", "A JSON API: GET, POST, PUT and DELETE on a to-do list"],
  ["later", "later.js", "Answers at once and writes to the log later (waitUntil)"],
  ["chat", "chat.js", "A chat over WebSockets; open it twice"],
  ["plain", "edge.js", "A filter that changes what a plain Java servlet answers"],
  ["time?zone=Asia/Tokyo&lang=ja", "time.js", "Intl and Temporal"],
  ["modules", "modules/main.mjs", "Several modules, JSON and text files"],
];

const STYLE = `
  :root { color-scheme: light dark; --line: #8884; --accent: #2a7ae2; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
  h1 { font-size: 1.7rem; margin-bottom: .2rem; }
  a { color: var(--accent); }
  table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
  th, td { text-align: left; padding: .55rem .6rem; border-bottom: 1px solid var(--line); }
  footer { color: #888; font-size: .85rem; }
`;

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);

/** A tagged template that escapes what is put in; wrap in an array what is HTML already. */
function html(strings, ...values) {
  const safe = values.map((value) => (Array.isArray(value) ? value.join("") : escapeHtml(value)));
  return String.raw({ raw: strings }, ...safe);
}

const row = ([path, script, what]) => html`
      <tr><td><a href="${path}">/${path}</a></td><td>${what}</td><td><code>${script}</code></td></tr>`;

function page(title, visitor) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
    <style>${[STYLE]}</style>
  </head>
  <body>
    <h1>${title}</h1>
    <p>Hello ${visitor}. A worker rendered this page. The other samples:</p>
    <table>
      <tr><th>Address</th><th>What it shows</th><th>Script</th></tr>${SAMPLES.map(row)}
    </table>
    <footer>The scripts are in <code>WEB-INF/workers</code>, their addresses in <code>WEB-INF/web.xml</code>.</footer>
  </body>
</html>
`;
}

export default {
  async fetch(request, env) {
    const visitor = new URL(request.url).searchParams.get("visitor") ?? "visitor";
    return new Response(page(env.TITLE, visitor), { headers: { "content-type": "text/html; charset=utf-8" } });
  },
};
