/** @jsxImportSource hono/jsx */
// HTML: JSX components, fragments, escaping, a layout by middleware, the html helper.
import { Hono } from "hono";
import { css, Style } from "hono/css";
import { html, raw } from "hono/html";
import { jsxRenderer } from "hono/jsx-renderer";

const pages = new Hono();

const Layout = ({ title, children }) => (
  <html lang="en">
    <head>
      <title>{title}</title>
      <Style />
    </head>
    <body>{children}</body>
  </html>
);

const List = ({ items }) => (
  <ul>
    {items.map((item) => (
      <li class={css`color: teal;`}>{item}</li>
    ))}
  </ul>
);

const Slow = async ({ text }) => {
  await new Promise((resolve) => setTimeout(resolve, 2));
  return <p>{text}</p>;
};

pages.get("/jsx", (c) =>
  c.html(
    <Layout title="Plants">
      <List items={["fern", "<moss>"]} />
      <Slow text="and more" />
    </Layout>,
  ),
);
pages.use("/layout", jsxRenderer(({ children, title }) => <Layout title={title}>{children}</Layout>));
pages.get("/layout", (c) => c.render(<h1>Rendered</h1>, { title: "By a renderer" }));
pages.get("/html", (c) => c.html(html`<p>${"<escaped>"}${raw("<b>raw</b>")}</p>`));

export default pages;
