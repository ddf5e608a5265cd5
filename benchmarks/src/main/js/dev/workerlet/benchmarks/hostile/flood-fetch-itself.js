// Asks itself, and so on.
export default {
  fetch(request) {
    return fetch(request.url);
  },
};
