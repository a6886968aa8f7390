const badRequestBody = JSON.stringify({
  detail: "The request is not valid HTTP.",
  error: 400,
  errorCode: "UNEXPECTED_ERROR",
  parameters: [],
  reason: "Bad Request",
});

/** What goes back, on the bare socket, for bytes that are no HTTP: Atlas's shape of error. */
export const badRequest = [
  "HTTP/1.1 400 Bad Request",
  "Content-Type: application/json",
  "X-Error-Code: UNEXPECTED_ERROR",
  "Connection: close",
  `Content-Length: ${badRequestBody.length}`,
  "",
  badRequestBody,
].join("\r\n");
