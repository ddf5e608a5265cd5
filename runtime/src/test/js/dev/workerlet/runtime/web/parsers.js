// Looks at what the platform's parsers make of texts that come in JSON: { kind, inputs }. Answers with what was wrong.

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
};

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
