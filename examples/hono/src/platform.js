// Middleware that stands on larger parts of the platform: crypto.subtle, CompressionStream, caches, fetch.
import { Hono } from "hono";
import { basicAuth } from "hono/basic-auth";
import { bearerAuth } from "hono/bearer-auth";
import { cache } from "hono/cache";
import { compress } from "hono/compress";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import { etag } from "hono/etag";
import { jwk } from "hono/jwk";
import { jwt, sign } from "hono/jwt";
import { languageDetector } from "hono/language";
import { proxy } from "hono/proxy";
import { timeout } from "hono/timeout";

const SECRET = "it-is-very-secret";
const app = new Hono();

// crypto.subtle: HMAC, RSA, digests
app.get("/token", async (c) => c.text(await sign({ sub: "ada", exp: 4102444800 }, SECRET, "HS256")));
app.use("/jwt/*", jwt({ secret: SECRET, alg: "HS256" }));
app.get("/jwt/page", (c) => c.json(c.get("jwtPayload")));

let rsa;
async function rsaKeys() {
  rsa ??= crypto.subtle.generateKey(
    { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
    true,
    ["sign", "verify"],
  );
  const { privateKey, publicKey } = await rsa;
  const [secret, known] = await Promise.all([privateKey, publicKey].map((key) => crypto.subtle.exportKey("jwk", key)));
  return { secret: { ...secret, kid: "k1", alg: "RS256" }, known: { ...known, kid: "k1", alg: "RS256" } };
}
app.get("/rsa/round-trip", async (c) => {
  const { secret, known } = await rsaKeys();
  const token = await sign({ sub: "grace" }, secret, "RS256");
  const inner = new Hono();
  inner.use("*", jwk({ keys: [known], alg: ["RS256"] }));
  inner.get("*", (inside) => inside.json(inside.get("jwtPayload")));
  return inner.request("/", { headers: { authorization: `Bearer ${token}` } });
});

app.get("/signed/set", async (c) => {
  await setSignedCookie(c, "session", "42", SECRET, { path: "/" });
  return c.text("set");
});
app.get("/signed", async (c) => c.json({ session: await getSignedCookie(c, SECRET, "session") }));
app.use("/basic/*", basicAuth({ username: "ada", password: "lovelace" }));
app.get("/basic/page", (c) => c.text("for Ada"));
app.use("/bearer/*", bearerAuth({ token: "t0ken" }));
app.get("/bearer/page", (c) => c.text("for bearers"));
app.use("/etag/*", etag());
app.get("/etag/page", (c) => c.text("the same each time"));

// CompressionStream
app.use("/compressed/*", compress());
app.get("/compressed/text", (c) => c.text("many times the same words ".repeat(200)));

// caches
let computed = 0;
app.use("/cached/*", cache({ cacheName: "pages", cacheControl: "max-age=60" }));
app.get("/cached/page", (c) => c.text(`computed ${++computed}`));

// fetch
app.get("/proxied/*", (c) => {
  const url = new URL(c.req.url);
  return proxy(`${url.origin}/hono/${c.req.path.split("/proxied/")[1]}${url.search}`, { headers: c.req.header() });
});

// The rest needs no more than timers and headers.
app.use("/timed/*", timeout(30));
app.get("/timed/late", async (c) => {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return c.text("too late");
});
app.use("/language", languageDetector({ supportedLanguages: ["en", "fr"], fallbackLanguage: "en" }));
app.get("/language", (c) => c.text(c.get("language")));

export default app;
