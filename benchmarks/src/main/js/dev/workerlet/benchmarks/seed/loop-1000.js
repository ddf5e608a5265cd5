// S1 of the seed's benchmarks, as a fetch event: a loop of 1,000 integer additions.
addEventListener("fetch", (event) => {
  let sum = 0;
  for (let i = 0; i < 1000; i++) sum += i;
  event.respondWith(new Response(null));
  return sum;
});
