// Looks a name up through a million prototypes.
export default {
  fetch() {
    let value = null;
    for (let i = 0; i < 1e6; i++) value = Object.create(value);
    for (;;) if (value.missing) return new Response("");
  },
};
