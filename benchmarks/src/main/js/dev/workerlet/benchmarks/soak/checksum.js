// A short text computed from others, by which an answer shows that it belongs to its request. Checksum.java does the same.
export function checksum(...parts) {
  const text = parts.map((part) => `${part}\n`).join("");
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return (hash >>> 0).toString(36);
}

export const nonceOf = (request) => new URL(request.url).searchParams.get("nonce");

export const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
