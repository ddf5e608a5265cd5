// Answers twice, in the old form of workers.
addEventListener("fetch", (event) => {
  event.respondWith(new Response("first"));
  event.respondWith(new Response("second"));
});
