// A page rendered with Preact: components, hooks, context, escaping, rendered at once or asynchronously.
import { createContext } from "preact";
import { useContext, useMemo, useState } from "preact/hooks";
import render, { renderToStringAsync } from "preact-render-to-string";

const Theme = createContext("light");

function Counter({ start }) {
  const [count] = useState(start);
  const squares = useMemo(() => Array.from({ length: count }, (_, i) => i * i), [count]);
  return <p class={useContext(Theme)}>{squares.join(", ")}</p>;
}

function Page({ name }) {
  return (
    <html lang="en">
      <head>
        <title>Preact</title>
      </head>
      <body style={{ color: "teal" }}>
        <h1>Hello {name}</h1>
        <Theme.Provider value="dark">
          <Counter start={4} />
        </Theme.Provider>
        <input type="checkbox" checked disabled={false} />
        <div dangerouslySetInnerHTML={{ __html: "<b>raw</b>" }} />
      </body>
    </html>
  );
}

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const page = <Page name={searchParams.get("name") ?? "you"} />;
    const body = pathname.endsWith("/async") ? await renderToStringAsync(page) : render(page);
    return new Response(`<!doctype html>${body}`, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  },
};
