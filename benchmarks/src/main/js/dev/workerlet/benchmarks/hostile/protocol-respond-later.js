// Answers when it is too late, in the old form of workers.
addEventListener("fetch", (event) => {
  setTimeout(() => event.respondWith(new Response("late")));
});
