// Constructs a class with a hundred thousand ancestors.
export default {
  fetch() {
    let Last = class {};
    for (let i = 0; i < 1e5; i++) Last = class extends Last {};
    return new Response(String(new Last()));
  },
};
