// Has no handler.
export default {};
