// Is no JavaScript.
export default { fetch( => };
