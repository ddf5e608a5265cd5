// Looks at what the platform's parsers make of texts that come in JSON: { kind, inputs }. Answers with what was wrong.

import freshness from "/freshness.js";
import eventStreams from "/event-streams.js";

/** The kinds of texts; each check gives a line where something is wrong, and nothing otherwise. */
const CHECKS = {
  url(input) {
    const url = orTypeError(() => new URL(input));
    if (URL.canParse(input) !== (url !== null)) return "canParse tells another thing than the constructor";
    if (url === null) return undefined;
    if (new URL(url.href).href !== url.href) return `not stable: ${url.href}`;
    for (const part of ["protocol", "username", "host", "port", "pathname", "search", "hash"]) {
      const other = new URL(url.href);
      other[part] = input;
      if (new URL(other.href).href !== other.href) return `not stable after ${part} was set: ${other.href}`;
    }
    return undefined;
  },

  search(input) {
    const text = new URLSearchParams(input).toString();
    const again = new URLSearchParams(text).toString();
    return again === text ? undefined : `not stable: ${text} and ${again}`;
  },

  header(input) {
    const [name, value = ""] = input.split("=");
    const headers = orTypeError(() => new Headers([[name, value]]));
    if (headers === null) return undefined;
    const kept = headers.get(name);
    if (/[\r\n\0]/.test(kept) || !/^[!#-'*+\-.0-9A-Z^_`a-z|~]+$/.test(name)) return "a header that would end the line";
    return value.includes(kept) ? undefined : `another value: ${kept}`;
  },

  async multipart(input) {
    const form = await formOf(input, "multipart/form-data; boundary=b");
    if (form === null) return undefined;
    // The first encoding makes each line break a CRLF.
    const second = await new Response(form).formData();
    const third = await new Response(second).formData();
    return sameEntries(await entriesOf(second), await entriesOf(third));
  },

  async form(input) {
    const form = await formOf(input, "application/x-www-form-urlencoded");
    if (form === null) return "a form of this type can't fail";
    const expected = [...new URLSearchParams(bytesOf(input).reduce(toText, ""))].length;
    return [...form].length === expected ? undefined : `${expected} entries were expected`;
  },

  async data(input) {
    const response = await orTypeErrorLater(() => fetch(`data:${input}`));
    if (response === null) return undefined;
    return response.status === 200 ? undefined : `status ${response.status}`;
  },

  base64(input) {
    try {
      const text = atob(input);
      return atob(btoa(text)) === text ? undefined : "not stable";
    } catch (error) {
      return error.name === "InvalidCharacterError" ? undefined : String(error.stack);
    }
  },

  text(input) {
    const bytes = bytesOf(input);
    for (const label of ["utf-8", "utf-16le", "utf-16be", "shift_jis", "gb18030", "windows-1252"]) {
      const whole = new TextDecoder(label).decode(bytes);
      const decoder = new TextDecoder(label);
      let pieces = "";
      for (let i = 0; i < bytes.length; i += 3) pieces += decoder.decode(bytes.subarray(i, i + 3), { stream: true });
      if (pieces + decoder.decode() !== whole) return `${label} differs in pieces`;
    }
    return undefined;
  },

  pattern(input) {
    const pattern = orTypeError(() => new URLPattern(input, "https://example.com/"));
    if (pattern !== null) pattern.exec("https://example.com/a/b?c=d#e");
    return undefined;
  },

  async events(input) {
    const bytes = bytesOf(input);
    const expected = JSON.stringify(readEvents(new TextDecoder().decode(bytes)));
    for (const size of [bytes.length + 1, 1, 2, 3, 7]) {
      const seen = JSON.stringify(parseEvents(bytes, size));
      if (seen !== expected) return `in pieces of ${size}: ${seen}, expected: ${expected}`;
    }
    const { events } = JSON.parse(expected);
    const received = JSON.stringify(await receiveEvents(bytes, new Set(events.map(([type]) => type))));
    return received === JSON.stringify(events) ? undefined : `received: ${received}, expected: ${expected}`;
  },

  /** The first line is Cache-Control, the second, if any, Expires. */
  async freshness(input) {
    const lines = input.split("\n").slice(0, 2);
    const headers = orTypeError(() => new Headers(lines.map((line, i) => [i === 0 ? "cache-control" : "expires", line])));
    if (headers === null) return undefined;
    const seconds = freshness.lifetimeOf([...headers].flat());
    const isInRange = Number.isInteger(seconds) && seconds >= -1 && seconds <= MOST_SECONDS;
    if (!isInRange) return `stays for ${seconds}`;
    const expected = expectedLifetime(headers);
    if (Math.abs(seconds - expected) > 60) return `stays for ${seconds}, expected: ${expected}`;
    const cache = await caches.open("freshness");
    const url = "http://cached.example/";
    await cache.put(url, new Response("kept", { headers }));
    const found = (await cache.match(url)) !== undefined;
    return found === (seconds !== 0) ? undefined : `found: ${found}, and stays for ${seconds}`;
  },
};

const MOST_SECONDS = 2 ** 31 - 1;

/** The events of a whole text, line by line, by the standard. */
function readEvents(text) {
  const events = [];
  let [data, type, id, lastEventId, retryMillis] = ["", "", "", "", null];
  for (const line of text.split(/\r\n|\r|\n/).slice(0, -1)) {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
    if (line === "") {
      lastEventId = id;
      if (data !== "") events.push([type || "message", data.slice(0, -1), id]);
      [data, type] = ["", ""];
    } else if (name === "data") data += `${value}\n`;
    else if (name === "event") type = value;
    else if (name === "id") id = value.includes("\0") ? id : value;
    else if (name === "retry" && /^[0-9]+$/.test(value)) retryMillis = Number(value);
  }
  return { events, lastEventId, retryMillis };
}

/** The same by the platform's parser, which is given so many bytes at a time. */
function parseEvents(bytes, size) {
  const parser = new eventStreams.EventStreamParser("");
  const events = [];
  for (let i = 0; i < bytes.length; i += size) {
    parser.push(bytes.subarray(i, i + size));
    for (let event = parser.next(); event !== null; event = parser.next()) {
      events.push([event.type, event.data, event.lastEventId]);
    }
  }
  return { events, lastEventId: parser.lastEventId, retryMillis: parser.retryMillis };
}

/** What an event source gives for a stream that ends. */
function receiveEvents(bytes, types) {
  const encoded = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const source = new EventSource(`data:text/event-stream,${encoded}`);
  const events = [];
  for (const type of types) {
    source.addEventListener(type, ({ data, lastEventId }) => events.push([type, data, lastEventId]));
  }
  return new Promise((resolve) => {
    source.onerror = () => {
      source.close();
      resolve(events);
    };
  });
}

/** How long a response may stay in a cache, directive by directive; one that names a directive twice means the first. */
function expectedLifetime(headers) {
  const bounded = (seconds) => Math.max(0, Math.min(seconds, MOST_SECONDS));
  const directives = (headers.get("cache-control") ?? "").split(",").map((directive) => directive.trim().toLowerCase());
  if (directives.includes("no-store")) return 0;
  for (const name of ["s-maxage", "max-age"]) {
    for (const directive of directives) {
      const match = /^(\S*)\s*=\s*"?([0-9]+)"?$/.exec(directive);
      if (match?.[1] === name) return bounded(Number(match[2]));
    }
  }
  if (!headers.has("expires")) return -1;
  const time = Date.parse(headers.get("expires"));
  return Number.isNaN(time) ? 0 : bounded(Math.floor((time - Date.now()) / 1000));
}

function orTypeError(make) {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function orTypeErrorLater(make) {
  try {
    return await make();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const bytesOf = (input) => Uint8Array.from(input, (character) => character.charCodeAt(0) & 0xff);
const toText = (text, byte) => text + String.fromCharCode(byte);

const formOf = (input, type) =>
  orTypeErrorLater(() => new Response(bytesOf(input), { headers: { "content-type": type } }).formData());

async function entriesOf(form) {
  const entries = [];
  for (const [name, value] of form) {
    entries.push([name, typeof value === "string" ? value : [value.name, value.type, await value.text()]]);
  }
  return entries;
}

function sameEntries(first, second) {
  const [left, right] = [JSON.stringify(first), JSON.stringify(second)];
  return left === right ? undefined : `${left} and then ${right}`;
}

export default {
  async fetch(request) {
    const { kind, inputs } = await request.json();
    const wrong = [];
    for (const input of inputs) {
      try {
        const line = await CHECKS[kind](input);
        if (line !== undefined) wrong.push(`${JSON.stringify(input)}: ${line}`);
      } catch (error) {
        wrong.push(`${JSON.stringify(input)}: ${error?.stack ?? error}`);
      }
    }
    return Response.json(wrong);
  },
};
