// Parses a form of a million parts.
export default {
  async fetch() {
    const part = '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nv\r\n';
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const form = await new Response(`${part.repeat(1e6)}--b--\r\n`, { headers }).formData();
    return new Response(String(form.getAll("a").length));
  },
};
