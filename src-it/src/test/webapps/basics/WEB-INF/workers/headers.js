export default {
  fetch(request) {
    const headers = new Headers({ "content-type": "text/plain; charset=utf-8", "x-one": "1" });
    headers.append("x-list", "a");
    headers.append("x-list", "b");
    headers.append("set-cookie", "first=1; Path=/; HttpOnly");
    headers.append("set-cookie", "second=2; Max-Age=60");
    return new Response(request.headers.get("cookie") ?? "no cookie", { headers });
  },
};
