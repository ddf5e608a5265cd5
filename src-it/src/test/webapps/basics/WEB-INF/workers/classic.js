addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  event.respondWith(answer(pathname.endsWith("/later")));
});

async function answer(later) {
  if (later) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return new Response(later ? "classic, later" : "classic");
}
