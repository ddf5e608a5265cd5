// Makes an address of a million parameters.
export default {
  fetch() {
    const url = new URL("http://host/");
    for (let i = 0; i < 1e6; i++) url.searchParams.append("name", String(i));
    return new Response(url.href);
  },
};
