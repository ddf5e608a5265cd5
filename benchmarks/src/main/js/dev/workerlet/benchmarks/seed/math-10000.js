// S2 of the seed's benchmarks, as a fetch event: 10,000 iterations of floating-point arithmetic.
addEventListener("fetch", (event) => {
  let sum = 0;
  for (let i = 0; i < 10000; i++) sum += Math.sqrt(i) * Math.sin(i);
  event.respondWith(new Response(null));
  return sum;
});
