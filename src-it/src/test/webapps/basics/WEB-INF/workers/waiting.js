// Requests that await share the isolate: none waits for another.
export default {
  async fetch(request) {
    const milliseconds = Number(new URL(request.url).searchParams.get("ms"));
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return new Response(`waited ${milliseconds}`);
  },
};
