// Splits the response in its location.
export default {
  fetch() {
    return Response.redirect("http://host/\r\nx-split: 1");
  },
};
