// Makes a million rejections that nobody handles.
export default {
  fetch() {
    for (let i = 0; i < 1e6; i++) Promise.reject(new Error(`rejection ${i}`));
    return new Response("rejected");
  },
};
