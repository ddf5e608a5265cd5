// Gathers a form of a million fields.
export default {
  fetch() {
    const form = new FormData();
    for (let i = 0; i < 1e6; i++) form.append(`field ${i}`, "value");
    return new Response(form);
  },
};
